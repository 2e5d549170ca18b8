/**
 * UDIF: Apple's disk images with compressed runs (UDZO, UDBZ, ULFO, ULMO, UDCO) or without (UDRO).
 *
 * <p>Apple has not published the format. The layout is known from Jonathan Levin, "Demystifying the
 * DMG File Format" (<a href="http://newosxbook.com/DMG.html">newosxbook.com</a>), and from the
 * images that {@code hdiutil} makes. Sectors have 512 bytes; all numbers are big-endian.
 *
 * <pre>
 * data fork      stored bytes of the runs
 * property list  XML; the array resource-fork/blkx holds a block table for each partition
 * resource fork  the same tables in older images
 * koly trailer   512 bytes at the end: offsets of the above, checksums, segments
 *
 * block table (mish)
 *    0  signature, version, first sector, sectors, data offset
 *   64  checksum of the sectors
 *  200  number of runs, 40 bytes each: type, sector, sectors, offset and length in the data fork
 * </pre>
 *
 * <p><b>Read.</b> Runs of zeros, raw, ADC, zlib, bzip2, LZFSE and LZMA (bzip2 and LZMA by optional
 * libraries); ignored runs, which read as zeros; images of several files ({@code .dmgpart}), by
 * their names in any case or by the identifier that they share; trailers before bytes that were
 * appended to the file; lists at the end of the data fork where their recorded offset is wrong;
 * runs of zeros that pass their table, which yield to other runs; checksums CRC-32, MD5, SHA-1,
 * SHA-2, verified on request. <b>Refused</b> as malformed: overlapping runs, runs outside of the
 * data fork, runs that give more or fewer bytes than their sectors. <b>Unsupported:</b> tables that
 * do not fit the heap.
 *
 * <h2>Memory</h2>
 *
 * <p>Runs of up to 4 MiB are decoded as a whole into pages of the chunk cache. Larger ones are
 * decoded as streams, window by window, see {@code StreamedRuns}. {@code DecoderMemory} bounds what
 * all threads of the process use while decoding, {@code DecoderPool} keeps their buffers.
 *
 * <h2>Threads and locks</h2>
 *
 * <p>A run is decoded by one thread at a time: {@code UdifSource} has striped locks, chosen by the
 * number of the run. With it held, a thread enters the monitor of {@code StreamedRuns} or reserves
 * a share of {@code DecoderMemory}, never both. A thread that holds a share reads only the host
 * file of this image: stored bytes that another image has to decode are read before.
 */
package io.github.diskimagefs.container.udif;
