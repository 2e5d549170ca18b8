/**
 * GDI sheets: the tracks of a GD-ROM (Dreamcast, NAOMI), each in a file of sectors.
 *
 * <p>The first line is the number of tracks. Each other line is a track:
 *
 * <table>
 * <caption>Columns, separated by blanks</caption>
 * <tr><th>column</th><th>content</th></tr>
 * <tr><td>1</td><td>track number</td></tr>
 * <tr><td>2</td><td>logical block address of the first sector</td></tr>
 * <tr><td>3</td><td>control bits of sub-channel Q: 0 for audio, 4 for data</td></tr>
 * <tr><td>4</td><td>bytes of a sector: 2048, 2336, 2352, 2448</td></tr>
 * <tr><td>5</td><td>name of the file, in quotes or not, with or without blanks</td></tr>
 * <tr><td>6</td><td>byte of the first sector in the file</td></tr>
 * </table>
 *
 * <p>The format has no specification; the columns are described by the authors of emulators, as in
 * <a href="https://github.com/aaru-dps/Aaru">Aaru</a> and <a
 * href="https://github.com/skmp/nullDC-v1/issues/80">nullDC</a>.
 *
 * <p><b>Read.</b> A GD-ROM has an area of low density that any drive reads, and one of high density
 * from block 45000 on: two sessions here. Volumes count their blocks from the start of the disc, so
 * that the files of the volume in track 3 may be in the last track. Where a track's file has
 * another extension, or was compressed to FLAC, it is found. <b>Refused:</b> a sheet of which no
 * file exists; if some exist, the other tracks throw when they are read.
 *
 * <p><b>Threads.</b> A sheet is parsed by one thread. The sources of its disc are safe for use by
 * many; there are no locks.
 */
package io.github.diskimagefs.container.gdi;
