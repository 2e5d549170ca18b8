/**
 * HFS Plus ("Mac OS Extended") and HFSX, with journal, hard links, extended attributes and
 * compressed files.
 *
 * <p><b>Specifications.</b> Apple Technical Note <a
 * href="https://developer.apple.com/library/archive/technotes/tn/tn1150.html">TN1150</a> "HFS Plus
 * Volume Format"; newer structures (inline attributes, hard links of folders, date added) after
 * {@code hfs_format.h} of <a href="https://github.com/apple-oss-distributions/hfs">Apple's
 * sources</a>.
 *
 * <h2>Layout</h2>
 *
 * <pre>
 * byte 1024          volume header, 512 bytes: block size, forks of the special files
 * allocation blocks  catalog file           B-tree: parent and name → folder, file, thread
 *                    extents overflow file  B-tree: extents of forks that have more than eight
 *                    attributes file        B-tree: file and name → extended attribute
 *                    allocation file        bitmap, not read
 *                    journal                at the block that the journal info block names
 * end − 1024         alternate volume header
 * </pre>
 *
 * <p>All numbers are big-endian; a journal may have either byte order. An HFS volume may be a mere
 * wrapper of an HFS Plus volume (TN1150 "HFS Wrapper").
 *
 * <p><b>Read.</b> The alternate header if the primary one is damaged; transactions of the journal,
 * applied in memory; case-sensitive HFSX; hard links of files and folders; symbolic links; resource
 * forks; Finder information; extended attributes; compressed files ({@link
 * io.github.diskimagefs.volume.apple.Decmpfs}). <b>Not shown:</b> the private folders of hard
 * links, the files of the journal, attributes of the system, and Finder fields that belong to the
 * file system. <b>Refused</b> as malformed: extents outside of the volume, B-trees with loops,
 * names in descending order, folders that are in too many others, hard links without target (when
 * opened), link targets of more than 4096 bytes.
 *
 * <p><b>Threads.</b> A volume is immutable but for files that it opens on first use: they are
 * published by volatile fields, and two threads may open one twice, with the same result. Only
 * {@link io.github.diskimagefs.volume.DirectoryTree} and the chunk cache lock, each on its own.
 */
package io.github.diskimagefs.volume.hfsplus;
