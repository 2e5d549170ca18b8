/**
 * Android sparse images ({@code simg}), as {@code img2simg} and {@code make_ext4fs -s} write them
 * for fastboot.
 *
 * <table>
 * <caption>Layout, little endian</caption>
 * <tr><th>offset</th><th>content</th></tr>
 * <tr><td>0</td><td>file header of 28 bytes or more: magic 0xED26FF3A, version 1.0, sizes of the
 *     file header and of a chunk header, bytes of a block, blocks of the disk, chunks, checksum</td>
 * </tr>
 * <tr><td>then</td><td>chunks, each with a header of 12 bytes or more: type, blocks on the disk,
 *     bytes in the file</td></tr>
 * </table>
 *
 * <p>Chunks are raw bytes, a fill value of 32 bits, a hole ("don't care"), or the CRC-32 of the
 * disk so far. The format is defined by <a
 * href="https://android.googlesource.com/platform/system/core/+/main/libsparse/sparse_format.h">
 * libsparse</a>.
 *
 * <p><b>Read.</b> Version 1 with any minor version. The headers of all chunks are read when the
 * image is opened; only the places of chunks are kept in memory. {@code verify} compares the
 * checksums of chunks and of the header.
 *
 * <p><b>Refused.</b> Other versions, unknown types of chunks, and images of more than {@code
 * ChunkTable.MAX_CHUNKS} chunks.
 *
 * <p><b>Threads.</b> The table of chunks is complete before the image is read.
 */
package io.github.diskimagefs.container.simg;
