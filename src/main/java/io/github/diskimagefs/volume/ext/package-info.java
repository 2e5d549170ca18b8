/**
 * ext2, ext3 and ext4, the file systems of Linux.
 *
 * <p><b>Specifications.</b> <a href="https://docs.kernel.org/filesystems/ext4/index.html">ext4 Data
 * Structures and Algorithms</a> of the Linux kernel, whose field names are used here; its pages <a
 * href="https://docs.kernel.org/filesystems/ext4/journal.html">Journal (jbd2)</a> and <a
 * href="https://docs.kernel.org/filesystems/fsverity.html">fs-verity</a>.
 *
 * <h2>Layout</h2>
 *
 * <pre>
 * byte 1024     superblock, 1024 bytes: block size, features, sizes of groups and inodes
 * block groups  each with
 *   superblock and group descriptors   in group 0; copies in some others
 *   bitmaps                            read only to check them
 *   inode table                        at the block that the group's descriptor names
 *   data blocks                        content, directories, block maps, extended attributes
 * inode 2       the root directory
 * inode 8       the journal: superblock, log of transactions, area of fast commits
 * </pre>
 *
 * <p>All numbers are little-endian, those of the journal big-endian.
 *
 * <p><b>Read.</b> Extents and indirect blocks; inline data; all features of mke2fs 1.47 that change
 * the layout (64bit, bigalloc, ea_inode, flex_bg, large_dir, meta_bg, sparse_super2 …); extended
 * attributes under their full names, access control lists as Linux shows them; times in nanoseconds
 * up to the year 2446; device numbers. The first copy of the superblock if that is damaged, and
 * copies of group descriptors. Checksums are compared if the caller asked for verification; those
 * of group descriptors always are. The data of files with fs-verity are then compared with their
 * hashes as well; signatures are not. <b>Refused:</b> volumes with an incompatible feature that is
 * not known, or with compression; the content of encrypted files, each alone; extent trees and
 * block maps that lead out of the volume; directories within themselves.
 *
 * <p>Transactions of the journal that are not written back, and the fast commits after the last of
 * them, are applied in memory: transactions to the blocks of the volume, fast commits to inodes,
 * extents and entries as they are read. Fast commits do not record the times of directories that
 * were there before, nor the links that directories have by those in them, which are counted.
 *
 * <p><b>Threads.</b> A volume is immutable but for the last node of a block map, the last group
 * descriptor, and the sums of the fast commits of a file or directory, which are published by
 * volatile fields: two threads may find one out twice, with the same result. Blocks of metadata are
 * in the image's cache. Only {@link io.github.diskimagefs.volume.DirectoryTree}, {@link
 * io.github.diskimagefs.volume.DirectoryLookup} and the cache lock, each on its own.
 */
package io.github.diskimagefs.volume.ext;
