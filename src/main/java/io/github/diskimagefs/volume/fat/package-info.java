/**
 * FAT12, FAT16 and FAT32 with the long names of VFAT.
 *
 * <p><b>Specification.</b> Microsoft Extensible Firmware Initiative <a
 * href="https://download.microsoft.com/download/1/6/1/161ba512-40e2-4cc9-843a-923143f3456c/fatgen103.doc">
 * FAT32 File System Specification</a>, version 1.03; comments give the sections of its later
 * edition, "Microsoft FAT Specification" of 2005. ECMA-107 is the standard of FAT12 and FAT16.
 *
 * <h2>Layout</h2>
 *
 * <pre>
 * sector 0           boot sector: BIOS parameter block; FAT32 has a copy in sector 6
 * reserved sectors   FAT32: FSInfo, the number of free clusters
 * tables             file allocation table, mostly two copies: 12, 16 or 32 bits for each cluster
 * root directory     FAT12 and FAT16: of a fixed size; FAT32: in clusters
 * clusters           from number 2 on: files and directories
 * </pre>
 *
 * <p>All numbers are little-endian. A directory entry has 32 bytes: a short name, attributes, times
 * without zone, first cluster, size. Entries of the long name come before it, the last part first.
 *
 * <p><b>Read.</b> The type follows from the parameter block: FAT32 if it has no 16-bit table size,
 * else by the number of clusters. A diskette without a parameter block, as DOS 1 wrote them, by its
 * media byte and size. The copy of the boot sector if the first is damaged; the second table for
 * entries that cannot be right in the first, if the tables are mirrored; sectors of 512 to 4096
 * bytes. Long names that belong to their short name, else the short name in code page 437 or the
 * {@code charset} of the options, in lower case if the bits of Windows NT say so. Lookup by long
 * name, then by short name, in any case. The label is that of the root directory. Times are shown
 * as UTC. Attributes are those of DOS.
 *
 * <p><b>Refused</b> as malformed: chains that come back to themselves, lead to free or bad clusters
 * or end before the file (the bytes before are read), directories of more than 65,536 entries (the
 * first of them are shown), directories that are in too many others. Files may share clusters.
 * <b>Not implemented:</b> BitLocker To Go, files of more than a million extents.
 *
 * <p><b>Threads.</b> A volume is immutable but for the label, which is read on first use: two
 * threads may both read it, with the same result. Only {@link
 * io.github.diskimagefs.volume.DirectoryTree}, {@link io.github.diskimagefs.volume.DirectoryLookup}
 * and the chunk cache lock, each on its own.
 */
package io.github.diskimagefs.volume.fat;
