/**
 * HFS ("Mac OS Standard").
 *
 * <p><b>Specification.</b> Inside Macintosh: Files, chapter 2, <a
 * href="https://developer.apple.com/library/archive/documentation/mac/pdf/Files/File_Manager.pdf">
 * File Manager</a>; comments give its page numbers.
 *
 * <h2>Layout</h2>
 *
 * <pre>
 * byte 0             boot blocks, not read
 * byte 1024          master directory block: block size, extents of the two special files
 *                    volume bitmap, not read
 * allocation blocks  extents overflow file  B-tree: extents of forks that have more than three
 *                    catalog file           B-tree: parent and name → folder, file, thread
 * end − 1024         alternate master directory block, not read
 * </pre>
 *
 * <p>All numbers are big-endian. Allocation blocks are counted from {@code drAlBlSt}, in 16 bits.
 *
 * <p><b>Read.</b> Folders, data forks, resource forks, Finder information. Names are Mac OS Roman,
 * or in the charset of the options. Dates are local time of an unknown zone. <b>Left to others:</b>
 * a mere wrapper of an HFS Plus volume. <b>Refused</b> as malformed: extents outside of the volume,
 * B-trees with loops, names in descending order, folders that are in too many others.
 *
 * <p><b>Threads.</b> A volume is immutable. Only {@link io.github.diskimagefs.volume.DirectoryTree}
 * and the chunk cache lock, each on its own.
 */
package io.github.diskimagefs.volume.hfs;
