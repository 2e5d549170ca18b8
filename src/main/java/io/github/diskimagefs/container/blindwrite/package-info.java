/**
 * Images of BlindWrite: a descriptor and files of sectors.
 *
 * <p><b>Versions 5 and 6</b> ({@code .b5t}, {@code .b6t}) start with {@code BWT5 STREAM SIGN}.
 * Numbers are little-endian. A header of 260 bytes has the kind of medium, the number of sessions,
 * the catalogue number and the lengths of the parts that follow:
 *
 * <table>
 * <caption>Parts after the header, in their order</caption>
 * <tr><th>part</th><th>length at</th><th>content</th></tr>
 * <tr><td>mode page 2A, unknown, PMA, ATIP</td><td>F0, F4, 60, 62</td><td>skipped</td></tr>
 * <tr><td>CD-TEXT</td><td>64</td><td>packs</td></tr>
 * <tr><td>burst cutting area, DVD structures</td><td>68, 78</td><td>skipped</td></tr>
 * <tr><td>information on the disc</td><td>66 of a CD, 7C of a DVD</td><td>skipped</td></tr>
 * <tr><td>data blocks</td><td>F8</td><td>address, number and size of the sectors, offset and file
 *     name: in UTF-16</td></tr>
 * <tr><td>sessions</td><td>FC</td><td>16 bytes each, then entries of 64 bytes: table of contents,
 *     mode, pregap, address, length; 72 bytes for tracks of a CD</td></tr>
 * <tr><td>data position measurements</td><td>100</td><td>not read</td></tr>
 * </table>
 *
 * <p>A data block holds tracks of one sector size; a track may be in several blocks and files.
 *
 * <p><b>Version 4</b> ({@code .bwt}) starts with {@code BLINDWRITE TOC FILE} and has texts, names
 * of the files of raw sectors ({@code .bwi}) and sub-channels ({@code .bws}), and entries of the
 * table of contents with their texts.
 *
 * <p>The formats have no specification. The facts are from <a
 * href="https://github.com/cdemu/cdemu">libmirage</a> and <a
 * href="https://github.com/aaru-dps/Aaru">Aaru</a>.
 *
 * <p><b>Read.</b> CDs and DVDs, any number of sessions and files, sub-channels. <b>Refused:</b>
 * descriptors without tracks. A track whose file is missing throws when it is read.
 *
 * <p><b>Threads.</b> A descriptor is read by one thread. The sources of its disc are safe for use
 * by many; there are no locks.
 */
package io.github.diskimagefs.container.blindwrite;
