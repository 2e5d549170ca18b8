/**
 * Sectors, tracks and sessions of optical discs.
 *
 * <table>
 * <caption>A raw sector of 2352 bytes (ECMA-130 clause 14, CD-ROM XA)</caption>
 * <tr><th>offset</th><th>mode 1</th><th>mode 2 form 1</th><th>mode 2 form 2</th></tr>
 * <tr><td>0</td><td>sync pattern</td><td>sync pattern</td><td>sync pattern</td></tr>
 * <tr><td>12</td><td>address, mode</td><td>address, mode</td><td>address, mode</td></tr>
 * <tr><td>16</td><td>2048 of user data</td><td>sub-header</td><td>sub-header</td></tr>
 * <tr><td>24</td><td></td><td>2048 of user data</td><td>2324 of user data</td></tr>
 * <tr><td>2064</td><td>EDC</td><td></td><td></td></tr>
 * <tr><td>2072</td><td></td><td>EDC</td><td></td></tr>
 * <tr><td>2076</td><td>P and Q parity</td><td>P and Q parity</td><td></td></tr>
 * <tr><td>2348</td><td></td><td></td><td>EDC</td></tr>
 * </table>
 *
 * <p>An audio sector has 588 samples of two channels (IEC 60908). Images store a part of each
 * sector, with or without sub-channel: {@link io.github.diskimagefs.sector.SectorLayout}. A disc is
 * a list of sessions, each a list of tracks; logical block 0 has the address 00:02:00. {@link
 * io.github.diskimagefs.sector.DiscSpace} joins the user data of all data tracks by address; a read
 * between tracks throws {@link io.github.diskimagefs.sector.GapException}.
 *
 * <p>Error codes are checked, and errors corrected by the parity, where the caller asks for it.
 * <b>Not implemented:</b> scrambled sectors (ECMA-130 annex B), which {@code LayoutProbe} refuses.
 *
 * <p><b>Threads.</b> Discs and tracks never change and are safe for use by many threads; there are
 * no locks.
 */
package io.github.diskimagefs.sector;
