/**
 * Nero images: the sectors of all tracks, chunks that describe them, and a trailer with the offset
 * of the first chunk.
 *
 * <table>
 * <caption>Chunks, numbers big-endian</caption>
 * <tr><th>version 1</th><th>version 2</th><th>content</th></tr>
 * <tr><td>NERO</td><td>NER5</td><td>trailer: offset of 32 or 64 bits</td></tr>
 * <tr><td>CUES</td><td>CUEX</td><td>indexes by time or by block</td></tr>
 * <tr><td>DAOI</td><td>DAOX</td><td>a session written at once: offsets, mode, ISRC</td></tr>
 * <tr><td>ETNF</td><td>ETN2</td><td>a session written track by track: offset, length, mode,
 *     block</td></tr>
 * <tr><td>TINF</td><td></td><td>the same before Nero 5: offset, length, mode</td></tr>
 * <tr><td>CDTX</td><td>CDTX</td><td>packs of CD-TEXT</td></tr>
 * </table>
 *
 * <p>Nero published no specification; the facts are from <a
 * href="https://psx-spx.consoledev.net/cdromfileformats/">psx-spx</a> and from images. Blocks of
 * tracks that are written alone do not count the 150 sectors between them.
 *
 * <p><b>Read.</b> All modes with and without sub-channel, any number of sessions. Other chunks are
 * skipped, and END! may be missing. <b>Refused:</b> offsets outside the file.
 *
 * <p><b>Threads.</b> The chunks are read by one thread. The sources of the disc are safe for use by
 * many; there are no locks.
 */
package io.github.diskimagefs.container.nrg;
