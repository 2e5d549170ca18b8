/**
 * Images of Alcohol 120%: a media descriptor {@code .mds} of version 1, and the sectors in {@code
 * .mdf} or several files. GameJack writes the same as {@code .xmd} and {@code .xmf}.
 *
 * <table>
 * <caption>Blocks of the descriptor, numbers little-endian</caption>
 * <tr><th>block</th><th>bytes</th><th>content</th></tr>
 * <tr><td>header</td><td>88</td><td>signature, version, kind of medium, number and place of the
 *     session blocks</td></tr>
 * <tr><td>session</td><td>24</td><td>first and last block, number and place of the track
 *     blocks</td></tr>
 * <tr><td>track</td><td>80</td><td>an entry of the table of contents, mode, sector size, address,
 *     offset, number and place of the footers</td></tr>
 * <tr><td>extra</td><td>8</td><td>length of pregap and track; a DVD has none, and the track block
 *     holds its length</td></tr>
 * <tr><td>footer</td><td>16</td><td>place of a file's name, in 8 or 16 bits a character</td></tr>
 * </table>
 *
 * <p>The format has no specification. The facts are from the notes of Henrik Stokseth ({@code
 * mdf_mds.txt}), <a href="https://github.com/cdemu/cdemu">libmirage</a> and <a
 * href="https://github.com/aaru-dps/Aaru">Aaru</a>. The name {@code *.mdf} stands for the
 * descriptor's own name. The pregap of a track is not stored, unless the offsets leave room for it.
 *
 * <p><b>Read.</b> CDs and DVDs, any number of sessions, all modes with and without sub-channel,
 * whose catalogue number and ISRCs are shown. Skipped: data position measurements, and the
 * structures of DVDs. <b>Refused:</b> descriptors without tracks; version 2, which is MDX. A track
 * whose file is missing throws when it is read.
 *
 * <p><b>Threads.</b> A descriptor is read by one thread. The sources of its disc are safe for use
 * by many; there are no locks.
 */
package io.github.diskimagefs.container.mds;
