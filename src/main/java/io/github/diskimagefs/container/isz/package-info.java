/**
 * ISZ, the compressed images of UltraISO, in one file or several. All numbers are little-endian.
 *
 * <p>The format is described by EZB Systems, <i>ISZ File Format Specification 1.00</i> (2006), and
 * by the source of their ISZ SDK; the checksums, the obfuscation and the mode of encryption are
 * known from <a href="https://github.com/cdemu/cdemu">libmirage</a>, filter-isz.
 *
 * <pre>
 * header          IsZ!, its size, version, serial number, sector size, sectors, protection, size of
 *                 the segments, chunks, their size, size of pointers, number of this segment,
 *                 offsets of the tables and of the data; since version 1 CRC-32 of disc and data
 * chunk table     for each chunk its type (upper two bits) and the bytes that it takes; obfuscated
 * segment table   24 bytes each: size, chunks, first chunk, its offset, bytes of the last chunk in
 *                 the next segment; the entry after the last one has size 0; obfuscated
 * data            chunks: 0 zeros (which take no bytes), 1 stored, 2 zlib, 3 bzip2
 * </pre>
 *
 * <p><b>Read.</b> All types of chunks, segments in the folder of the first one, images without
 * tables, AES in ECB mode by {@code password}, which is the key itself. bzip2 needs Commons
 * Compress. <b>Unsupported,</b> by name: later versions, protection of other kinds. <b>Refused:</b>
 * tables that the file has no room for, chunks outside of their file, later segments without the
 * first one. <b>Verified:</b> both checksums.
 *
 * <h2>Memory, threads and locks</h2>
 *
 * <p>Entries of the chunk table are read through a {@link io.github.diskimagefs.bytes.PageCache}.
 * Where chunks are is the sum of the lengths before, of which up to 65,536 are kept. Chunks are
 * decoded into the chunk cache by any number of threads, without a lock.
 */
package io.github.diskimagefs.container.isz;
