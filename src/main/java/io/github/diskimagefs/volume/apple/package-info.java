/**
 * Structures that the Apple file systems share: HFS, HFS Plus and APFS.
 *
 * <p>This package is no format: it has no probe and no volume, and it knows none of the formats
 * that use it.
 *
 * <table>
 * <caption>Contents</caption>
 * <tr><td>{@link io.github.diskimagefs.volume.apple.Decmpfs}</td>
 *     <td>Compressed files: the attribute {@code com.apple.decmpfs} and the chunks in it or in the
 *     resource fork</td></tr>
 * <tr><td>{@link io.github.diskimagefs.volume.apple.FinderInfo}</td>
 *     <td>Types, creators and Finder flags</td></tr>
 * <tr><td>{@link io.github.diskimagefs.volume.apple.MacDate}</td>
 *     <td>Seconds since 1904</td></tr>
 * <tr><td>{@link io.github.diskimagefs.volume.apple.MacNames}</td>
 *     <td>Separators, U+0000 and canonical decomposition</td></tr>
 * <tr><td>{@link io.github.diskimagefs.volume.apple.VolumeSignature}</td>
 *     <td>Signature words of volumes</td></tr>
 * <tr><td>{@link io.github.diskimagefs.volume.apple.OsType}</td>
 *     <td>Four-character codes</td></tr>
 * </table>
 *
 * <p><b>Specifications.</b> Apple Technical Note <a
 * href="https://developer.apple.com/library/archive/technotes/tn/tn1150.html">TN1150</a> "HFS Plus
 * Volume Format"; compression after {@code bsd/sys/decmpfs.h} of <a
 * href="https://github.com/apple-oss-distributions/xnu">xnu</a>.
 *
 * <h2>Compressed files</h2>
 *
 * <p>The attribute starts with 16 bytes, little-endian: the magic number {@code fpmc}, the type,
 * the length of the file. Odd types keep the data after that header, even ones in the resource
 * fork, in chunks that decode to 64 KiB (the last one to less).
 *
 * <table>
 * <caption>Types</caption>
 * <tr><th>type</th><th>codec</th></tr>
 * <tr><td>1, 9, 10</td><td>none</td></tr>
 * <tr><td>3, 4</td><td>zlib</td></tr>
 * <tr><td>5</td><td>none; the file is zeros</td></tr>
 * <tr><td>7, 8</td><td>LZVN</td></tr>
 * <tr><td>11, 12</td><td>LZFSE</td></tr>
 * <tr><td>13, 14</td><td>LZBITMAP</td></tr>
 * </table>
 *
 * <p>A resource fork starts with the offsets of the chunks, one more than there are chunks, or
 * (type 4) it is a resource map with a count and pairs of offset and length. Refused are other
 * types (unsupported), data after the header that decode to more than 16 MiB, and chunks longer
 * than twice their content (malformed).
 *
 * <p><b>Threads.</b> All classes are immutable. Chunks are decoded by the thread that asks first
 * and kept in the chunk cache; this package has no locks of its own.
 */
package io.github.diskimagefs.volume.apple;
