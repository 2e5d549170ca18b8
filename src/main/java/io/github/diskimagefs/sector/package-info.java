/**
 * Sectors, tracks and sessions of optical discs: how the sectors of a disc are stored in files, and
 * the user data, payload and audio in them.
 *
 * <h2>Layout of a raw sector</h2>
 *
 * <p>A raw sector has 2352 bytes (<a
 * href="https://ecma-international.org/publications-and-standards/standards/ecma-130/">ECMA-130</a>
 * clause 14). Images store all of it or a part, possibly followed by 16 or 96 bytes of sub-channel;
 * {@link io.github.diskimagefs.sector.SectorLayout} names the part.
 *
 * <table>
 * <caption>Bytes of a raw sector</caption>
 * <tr><th>bytes</th><th>mode 1</th><th>mode 2, form 1</th><th>mode 2, form 2</th><th>audio</th></tr>
 * <tr><td>0 to 11</td><td colspan="3">sync pattern</td><td>samples</td></tr>
 * <tr><td>12 to 15</td><td colspan="3">header: address, mode</td><td>samples</td></tr>
 * <tr><td>16 to 23</td><td>user data</td><td colspan="2">sub-header</td><td>samples</td></tr>
 * <tr><td>from 24</td><td>user data to 2063</td><td>user data to 2071</td><td>data to 2347</td>
 *     <td>samples to 2351</td></tr>
 * <tr><td>then</td><td>EDC, zeros, ECC</td><td>EDC, ECC</td><td>EDC or zeros</td><td></td></tr>
 * </table>
 *
 * <h2>Reading</h2>
 *
 * <p>{@link io.github.diskimagefs.sector.Disc} has sessions, {@link
 * io.github.diskimagefs.sector.Session} has tracks, and a {@link
 * io.github.diskimagefs.sector.Track} gives its data as sources. Where the image stores the
 * requested bytes, {@code StridedSource} reads them without a copy of the sector. With {@code
 * verify} each sector is rebuilt, checked by its EDC and repaired by its ECC ({@code
 * EdcCheckedSource}). Volumes are read through {@link io.github.diskimagefs.sector.DiscSpace}, by
 * logical block address. Addresses are blocks of 1/75 second from 00:02:00 (IEC 60908).
 *
 * <h2>Errors</h2>
 *
 * <p>A block that no data track holds, a sector past the end of the file, and a sector that cannot
 * be repaired are a {@link io.github.diskimagefs.MalformedImageException}.
 *
 * <h2>Threads</h2>
 *
 * <p>All classes are immutable, and their sources are safe for use by many threads. There are no
 * locks.
 */
package io.github.diskimagefs.sector;
