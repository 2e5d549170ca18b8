/**
 * EROFS, the read-only file system of Android, of containers and of live systems of Linux.
 *
 * <p><b>Specifications.</b> <a
 * href="https://erofs.docs.kernel.org/en/latest/ondisk/index.html">EROFS On-disk Format</a>; {@code
 * fs/erofs/erofs_fs.h} of the Linux kernel, whose field names are used here.
 *
 * <h2>Layout</h2>
 *
 * <pre>
 * byte 1024     superblock, 128 bytes or more
 * metadata      inodes of 32 or 64 bytes in slots of 32 bytes, each with
 *   extended attributes    its own, and references to shared ones
 *   index or inline data   of clusters or chunks; or the tail of the content
 * data blocks   content, physical clusters, directories
 * packed inode  ends of many files, compressed together
 * device table  devices besides the image, each a file of the image's folder
 * </pre>
 *
 * <p>All numbers are little-endian. Blocks have 512 bytes to 64 KiB. A compressed file is divided
 * into logical clusters; its index has for each one where in it an extent starts and which physical
 * cluster holds that extent. Physical clusters have one block or more.
 *
 * <p><b>Read.</b> Flat files, inline tails, chunks with holes, further devices; LZ4, MicroLZMA,
 * DEFLATE and Zstandard with full and compact indexes, big physical clusters, inline ones,
 * fragments, references to parts, and plain clusters of both orders; extended attributes, long
 * prefixes of their names; times in nanoseconds. The checksum of the superblock is compared if the
 * caller asked for verification. <b>Refused:</b> volumes with the features 48bit, metabox or an
 * unknown one; algorithms and formats that are not known, each file alone; files on a device that
 * is not in the image's folder; directories within themselves.
 *
 * <p><b>Threads.</b> A volume is immutable but for the content of the packed inode, the prefixes of
 * names, and the last extent of a source, which are published by volatile fields: two threads may
 * read one twice, with the same result. Decoded clusters and metadata are in the image's cache.
 */
package io.github.diskimagefs.volume.erofs;
