/**
 * SquashFS: the compressed read-only file system of live media, AppImages, snaps and firmware.
 *
 * <p>Specifications: <a href="https://dr-emann.github.io/squashfs/">SquashFS binary format</a>, <a
 * href="https://docs.kernel.org/filesystems/squashfs.html">Linux, SquashFS 4.0</a>; versions 1 to 3
 * by {@code squashfs_compat.h} of squashfs-tools.
 *
 * <table>
 * <caption>Layout on disk, all places in bytes from the superblock</caption>
 * <tr><td>superblock</td><td>{@link io.github.diskimagefs.volume.squashfs.SquashfsSuperblock}: 51
 *     to 119 bytes by version</td></tr>
 * <tr><td>compressor options</td><td>not needed to decode, and not read</td></tr>
 * <tr><td>data and fragment blocks</td><td>of 4 KiB to 1 MiB, compressed, stored or left out if all
 *     zeros; the ends of files share fragment blocks</td></tr>
 * <tr><td>inode table</td><td>metadata blocks; inodes of 14 types, basic and extended, files with
 *     the sizes of their blocks</td></tr>
 * <tr><td>directory table</td><td>metadata blocks; a header for each 256 entries, which are sorted
 *     by name; large directories have an index beside their inode</td></tr>
 * <tr><td>fragment, export, id, xattr tables</td><td>metadata blocks, each table with an index of
 *     them; the export table is not needed</td></tr>
 * </table>
 *
 * <p><b>Read:</b> versions 1.0 to 4.0 in both byte orders, compressed by gzip, LZMA, LZO, xz with
 * its filters for executable code, LZ4 and Zstandard; signatures and LZMA blocks of firmware whose
 * makers changed them; all of it after other bytes ({@code embedded}) and with any bytes after it.
 * Names are UTF-8, or ISO 8859-1 if they are not valid as such. Times are unsigned (to the year
 * 2106), but signed before version 4. Extended attributes keep the names that Linux has for them.
 *
 * <p><b>Refused:</b> other versions and compressors ({@code UnsupportedImageException}), and a
 * superblock whose inode, directory or id table is not in the volume. Damage elsewhere is the error
 * of the entries that it concerns.
 *
 * <p><b>Threads.</b> Volumes are safe for use by many threads. Blocks are decoded without a lock,
 * once, into the cache of the image; a listing and a {@code MetadataCursor} are for one thread at a
 * time. Locks guard small tables of names and places and are innermost.
 */
package io.github.diskimagefs.volume.squashfs;
