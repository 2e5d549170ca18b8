/**
 * cramfs, the compressed file system of small devices with Linux.
 *
 * <p><b>Specifications.</b> {@code Documentation/filesystems/cramfs.rst}, {@code fs/cramfs/README}
 * and {@code include/uapi/linux/cramfs_fs.h} of the Linux kernel, whose field names are used here.
 *
 * <h2>Layout</h2>
 *
 * <pre>
 * byte 0 or 512    superblock, 76 bytes, with the inode of the root directory
 * directories      entries of 12 bytes, each followed by its name, padded to 4 bytes
 * files            pointers of 4 bytes to the ends of the blocks, then the blocks
 * </pre>
 *
 * <p>Numbers are of either byte order; offsets count from byte 0. A block has 4096 bytes, those of
 * the last one to the end of the file, and is stored as zlib data.
 *
 * <p><b>Read.</b> Both byte orders; holes; pointers with flags: blocks that are not compressed, and
 * pointers to the start of a block; a root directory at any place; volumes of early writers, which
 * have no checksum and no size. There are no times, and no hard links; owners have 16 bits, groups
 * 8. The checksum is compared if the caller asked for verification. <b>Refused:</b> volumes with
 * unknown flags, and blocks of another size than 4096 bytes, which no field states.
 *
 * <p><b>Threads.</b> A volume is immutable; decoded blocks and metadata are in the image's cache.
 */
package io.github.diskimagefs.volume.cramfs;
