/**
 * Images of WinOnCD (C2D, by CeQuadrat, Adaptec and Roxio): a header, CD-TEXT, blocks that describe
 * the tracks, and sectors, in one file.
 *
 * <table>
 * <caption>The header, numbers little-endian</caption>
 * <tr><th>byte</th><th>bytes</th><th>content</th></tr>
 * <tr><td>0</td><td>32</td><td>signature</td></tr>
 * <tr><td>32</td><td>2</td><td>length of the header, after which packs of CD-TEXT follow</td></tr>
 * <tr><td>34</td><td>15</td><td>whether there is a catalogue number, and the number</td></tr>
 * <tr><td>50</td><td>2</td><td>number of track blocks</td></tr>
 * <tr><td>52</td><td>4</td><td>bytes of CD-TEXT</td></tr>
 * <tr><td>56</td><td>4</td><td>place of the track blocks</td></tr>
 * </table>
 *
 * <p>A track block of 44 bytes is an index of a track: first and last sector, offset, sector size,
 * ISRC, flags, session, track, index, mode, and whether the sectors are compressed. The format has
 * no specification; the facts are from <a href="https://github.com/cdemu/cdemu">libmirage</a>.
 *
 * <p><b>Read.</b> Audio and data of all sector sizes. <b>Refused:</b> images without tracks;
 * compressed sectors, when they are read.
 *
 * <p><b>Threads.</b> The blocks are read by one thread. The sources of the disc are safe for use by
 * many; there are no locks.
 */
package io.github.diskimagefs.container.c2d;
