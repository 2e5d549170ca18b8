/**
 * NTFS, the file system of Windows NT and its successors, versions 1.2 to 3.1.
 *
 * <p>Microsoft has not published the layout. It is known from the <a
 * href="https://flatcap.github.io/linux-ntfs/ntfs/">Linux-NTFS project's documentation</a> and from
 * the header files of ntfs-3g; reparse points are specified in [MS-FSCC], the compression methods
 * in [MS-XCA] and [MS-PATCH]. Numbers are little-endian.
 *
 * <pre>
 * boot sector        sizes, clusters of the MFT and of its mirror; a copy is in the last sector
 * MFT                a record for each file: header, attributes; attributes that do not fit are in
 *                    further records, which an attribute list names
 * attribute          resident, or runs of clusters (mapping pairs), possibly sparse or compressed
 * directory          an index of names: a root in the record, blocks in $INDEX_ALLOCATION
 * </pre>
 *
 * <p><b>Read.</b> Long and POSIX names (names of DOS alone are hidden, as are the files that
 * describe the volume), hard links, alternate data streams as extended attributes, sparse files and
 * files compressed by LZNT1, the initialised size, files compressed by Windows as a whole (WOF:
 * XPRESS and LZX), symbolic links, junctions, links of WSL and Interix. Targets on a drive or a
 * volume by name are taken as paths of this volume. Other reparse points are plain files with the
 * attribute {@code reparse_tag}. Names are looked up as stored, then by the volume's table {@code
 * $UpCase}. <b>Unsupported,</b> each file alone: encryption (EFS), deduplication, files in a WIM
 * archive. <b>Refused</b> as malformed: records of which a part was written, runs outside of the
 * volume, an index that leads back to itself.
 *
 * <h2>Memory, threads and locks</h2>
 *
 * <p>A record and the records that its attribute list names (up to 256 KiB of list) are read for
 * each entry that is shown. There are no locks of its own.
 */
package io.github.diskimagefs.volume.ntfs;
