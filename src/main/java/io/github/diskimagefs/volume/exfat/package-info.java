/**
 * exFAT.
 *
 * <p><b>Specification.</b> Microsoft, <a
 * href="https://learn.microsoft.com/en-us/windows/win32/fileio/exfat-specification">exFAT file
 * system specification</a>, revision 1.00; comments give its sections.
 *
 * <h2>Layout</h2>
 *
 * <pre>
 * sector 0             main boot region: boot sector, 10 further sectors, their checksum
 * sector 12            backup boot region
 * FatOffset            file allocation table: 32 bits for each cluster
 * ClusterHeapOffset    clusters, from number 2 on
 *   root directory     allocation bitmap (not read), up-case table, label, volume GUID, files
 * </pre>
 *
 * <p>All numbers are little-endian. A file or folder is a set of directory entries of 32 bytes: its
 * attributes and times, its clusters and lengths, its name in UTF-16. Its clusters are a chain in
 * the table, or consecutive, and then not in the table.
 *
 * <p><b>Read.</b> The backup boot region if the main one is damaged. Names are compared by the
 * volume's up-case table, or by Unicode if that is damaged. Bytes past the valid data length are
 * zeros. Times are converted to UTC where the zone is recorded, else shown as UTC. Attributes are
 * those of DOS. <b>Refused</b> as malformed: entry sets with a wrong checksum (the other entries
 * are shown before the error), chains with loops, content outside of the cluster heap, folders that
 * are in too many others. <b>Not implemented:</b> TexFAT (two tables and bitmaps), major revisions
 * other than 1, files of more than a million extents.
 *
 * <p><b>Verified</b> on request: the checksums of both boot regions and of the up-case table.
 *
 * <p><b>Threads.</b> A volume is immutable but for the up-case table and the root's entries, which
 * are read on first use: two threads may both read them, with the same result. Only {@link
 * io.github.diskimagefs.volume.DirectoryTree}, {@link io.github.diskimagefs.volume.DirectoryLookup}
 * and the chunk cache lock, each on its own.
 */
package io.github.diskimagefs.volume.exfat;
