/**
 * cloop, the compressed images of live systems before SquashFS, such as {@code KNOPPIX/KNOPPIX}.
 *
 * <p><b>Specifications.</b> {@code cloop.h} of the Linux driver; qemu's {@code block/cloop.c}.
 *
 * <h2>Layout</h2>
 *
 * <pre>
 * byte 0     128 bytes: a shell script whose second line names the version
 *      128   block size
 *      132   number of blocks
 *      136   offsets of all blocks and of the end of the last, 64 bits each
 * blocks     zlib data, each of a block's size when decoded
 * </pre>
 *
 * <p>All numbers are big-endian.
 *
 * <p><b>Read.</b> Version 2.0. The disk mostly has ISO 9660 with Rock Ridge, or ext2. Blocks have a
 * checksum of zlib, which is compared whenever one is decoded.
 *
 * <p><b>Refused.</b> Other versions, as not supported; blocks of more than 4 MiB, tables that pass
 * the end of the file.
 *
 * <p><b>Threads.</b> As {@link io.github.diskimagefs.container.PackedBlocks}.
 */
package io.github.diskimagefs.container.cloop;
