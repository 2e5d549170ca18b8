/**
 * Images of DiscJuggler (CDI) 2.0, 3.0 and 3.5: the sectors of all tracks one after another, a
 * descriptor, and a trailer of eight bytes with the version and the place of the descriptor.
 *
 * <p>The place counts from the start of the file or, in 3.5, from its end. Numbers are
 * little-endian. The descriptor has the number of sessions (16 bits), then for each session:
 *
 * <table>
 * <caption>Fields of a session, in their order</caption>
 * <tr><th>bytes</th><th>content</th></tr>
 * <tr><td>2</td><td>number of tracks</td></tr>
 * <tr><td colspan="2">then for each track:</td></tr>
 * <tr><td>24</td><td>zeros, ten bytes of a mark twice</td></tr>
 * <tr><td>variable</td><td>4 unknown bytes, length and name of a file, 19 unknown bytes</td></tr>
 * <tr><td>4, 8</td><td>0x80000000 since version 4, then capacity and kind of the medium</td></tr>
 * <tr><td>variable</td><td>number of indexes, length of each: INDEX 00 is the pregap</td></tr>
 * <tr><td>variable</td><td>number of blocks of texts, in each 18 texts with their lengths</td></tr>
 * <tr><td>30</td><td>mode, session, track, address and length, the pregap included</td></tr>
 * <tr><td>53</td><td>stored part of a sector, control bits, ISRC</td></tr>
 * <tr><td>0, 9, 87</td><td>unknown bytes, by version</td></tr>
 * <tr><td>12, 13</td><td>unknown bytes at the end of a session, by version</td></tr>
 * </table>
 *
 * <p>A description of the whole disc follows, with the catalogue number and packs of CD-TEXT. The
 * format has no specification. The facts are from <a
 * href="https://github.com/cdemu/cdemu">libmirage</a>, CDIrip, <a
 * href="https://github.com/aaru-dps/Aaru">Aaru</a> and cdi4dc.
 *
 * <p><b>Read.</b> Any number of sessions, all modes and sector sizes, with stored pregaps.
 * <b>Refused:</b> descriptors without tracks. A track that the file does not hold throws when it is
 * read.
 *
 * <p><b>Threads.</b> A descriptor is read by one thread. The sources of the disc are safe for use
 * by many; there are no locks.
 */
package io.github.diskimagefs.container.cdi;
