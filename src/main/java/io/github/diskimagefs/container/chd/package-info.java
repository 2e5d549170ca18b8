/**
 * CHD, the compressed hunks of data of MAME: CDs, GD-ROMs, DVDs and hard disks, as emulators and
 * archives of old systems keep them.
 *
 * <p>The format is described in <a
 * href="https://github.com/mamedev/mame/blob/master/src/lib/util/chd.h">{@code chd.h}</a> of MAME;
 * its codecs and the metadata of discs are known from {@code chdcodec.cpp}, {@code huffman.cpp} and
 * {@code cdrom.cpp} beside it. All numbers are big-endian.
 *
 * <pre>
 * header     magic number, length, version; codecs, size, hunk size, unit size, offsets, SHA-1
 * map        for each hunk how it is stored; version 5 with codecs: in bits, see below
 * hunks      pieces of the content of one size, compressed one by one
 * metadata   a list of entries: tag, flags and length, offset of the next entry, data
 * </pre>
 *
 * <table>
 * <caption>Maps</caption>
 * <tr><th>version</th><th>entry</th></tr>
 * <tr><td>1, 2</td><td>offset (44 bits), length (20 bits)</td></tr>
 * <tr><td>3, 4</td><td>offset, CRC-32, length, type: compressed, stored, eight bytes over and over,
 *     copy of a hunk, copy of a hunk of the parent</td></tr>
 * <tr><td>5, no codec</td><td>offset in hunks, or 0 for zeros or the parent's hunk</td></tr>
 * <tr><td>5</td><td>a Huffman code, the types of all hunks in it, then their fields: length and
 *     CRC-16, hunk of this image, or unit of the parent; a CRC-16 of the expanded map</td></tr>
 * </table>
 *
 * <p>A frame of a CD has 2448 bytes: a sector of up to 2352 bytes, the sub-channel, zeros. Each
 * track is padded to a multiple of four frames, which are not on the disc. Audio has its most
 * significant byte first. The metadata state the tracks ({@code CHT2}, {@code CHTR}, {@code CHCD};
 * {@code CHGD} and {@code CHGT} of a GD-ROM), a DVD ({@code DVD}) or the geometry of a hard disk
 * ({@code GDDD}). Sessions are stored by recent versions only ({@code CHSE}), and their gaps never,
 * so the headers and the volume of a data track show its address.
 *
 * <p><b>Read:</b> versions 1 to 5; hunks that are stored or compressed by zlib, LZMA, Huffman, FLAC
 * and zstd, and by the codecs of CDs; parents, found in the image's folder by the SHA-1 of their
 * headers. <b>Unsupported,</b> by name: laser discs (AVHuff), unknown codecs, parents before
 * version 3, maps of more than 2<sup>26</sup> compressed hunks. <b>Refused</b> as malformed: hunks
 * of more than 4 MiB, a map or metadata that leave the file, a list of metadata that goes in a
 * circle, a compressed map whose CRC is wrong, hunks whose checksum is wrong.
 *
 * <h2>Memory, threads and locks</h2>
 *
 * <p>Maps that are not compressed are read through a {@link io.github.diskimagefs.bytes.PageCache}.
 * A compressed map is read once when the image is opened; up to 2<sup>15</sup> marks of its places
 * are kept, and pages of entries are expanded between them. Hunks are decoded into the chunk cache
 * by any number of threads. There are no locks.
 */
package io.github.diskimagefs.container.chd;
