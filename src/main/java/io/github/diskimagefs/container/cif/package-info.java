/**
 * Images of Easy CD Creator (CIF, by Adaptec and Roxio): chunks of RIFF, numbers little-endian.
 *
 * <table>
 * <caption>Chunks</caption>
 * <tr><th>type</th><th>content</th></tr>
 * <tr><td>imag</td><td>the first; it recognises the format</td></tr>
 * <tr><td>adio, info</td><td>the sectors of an audio track, of a data track</td></tr>
 * <tr><td>disc</td><td>8 unknown bytes, then descriptors, each with its length in the first 16
 *     bits: of the disc (number of sessions), of a session (number of tracks), of a track (sectors,
 *     type)</td></tr>
 * <tr><td>ofs</td><td>8 unknown bytes, the number of tracks, 22 bytes for each: RIFF, length, type,
 *     offset</td></tr>
 * </table>
 *
 * <p>Types of tracks are 0 for audio, 1 for mode 1 (2048 bytes), 2 for mode 2 form 1 (2056 bytes)
 * and 4 for mode 2 of both forms (2332 bytes). The format has no specification; the facts are from
 * <a href="https://github.com/cdemu/cdemu">libmirage</a>. No addresses are stored: tracks follow
 * each other, with a gap where data and audio meet and between sessions, unless the volume of a
 * track shows its own address.
 *
 * <p><b>Read.</b> All types of tracks, any number of sessions. Skipped: titles and fades.
 * <b>Refused:</b> images without tracks.
 *
 * <p><b>Threads.</b> The chunks are read by one thread. The sources of the disc are safe for use by
 * many; there are no locks.
 */
package io.github.diskimagefs.container.cif;
