/**
 * Codecs: bytes to bytes, for compression that the JDK lacks or decodes in another way.
 *
 * <table>
 * <caption>Contents</caption>
 * <tr><th>codec</th><th>used by</th><th>specification</th></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.Adc}</td><td>UDIF (UDCO), NDIF</td>
 *     <td>none; three kinds of operations, see the source</td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.Lzfse}, {@link io.github.diskimagefs.codec.Lzvn}</td>
 *     <td>UDIF (ULFO), compressed files of HFS Plus and APFS</td>
 *     <td>Apple's reference implementation,
 *     <a href="https://github.com/lzfse/lzfse">github.com/lzfse/lzfse</a></td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.Lzbitmap}</td>
 *     <td>compressed files of HFS Plus and APFS</td><td>none; see the source</td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.ZisofsSource}</td><td>ISO 9660</td>
 *     <td><a href="https://dev.lovelyhq.com/libburnia/libisofs/raw/branch/master/doc/zisofs_format.txt">
 *     zisofs format</a> of libisofs</td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.Deflate}</td><td>QCOW2, VMDK, zisofs, CHD, SquashFS</td>
 *     <td><a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>,
 *     <a href="https://www.rfc-editor.org/rfc/rfc1950">RFC 1950</a></td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.Compression}</td><td>wrapped images: gzip, bzip2, xz,
 *     Zstandard, LZ4 frames, compress, lzip, .lzma</td>
 *     <td><a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>,
 *     <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md">LZ4 Frame
 *     Format</a>, <a href="https://www.nongnu.org/lzip/manual/lzip_manual.html">lzip</a>, and the
 *     ones below</td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.XzSource}</td><td>.xz files of several blocks</td>
 *     <td><a href="https://tukaani.org/xz/xz-file-format.txt">The .xz File Format</a></td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.Zstd}</td><td>QCOW2, CHD, SquashFS, EROFS</td>
 *     <td><a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a></td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.Lz4}</td><td>SquashFS, EROFS, CSO, wrapped images</td>
 *     <td><a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">LZ4 Block
 *     Format</a></td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.Lzo}</td><td>SquashFS</td>
 *     <td><a href="https://docs.kernel.org/staging/lzo.html">LZO stream format</a> as Linux decodes
 *     it</td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.Lzma}</td><td>SquashFS, EROFS, CHD</td>
 *     <td>optional library</td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.FlacSource}, {@link
 *     io.github.diskimagefs.codec.RawFlac}</td><td>tracks of cue sheets, CHD</td>
 *     <td><a href="https://www.rfc-editor.org/rfc/rfc9639">RFC 9639</a></td></tr>
 * <tr><td>{@link io.github.diskimagefs.codec.Bzip2}, {@link io.github.diskimagefs.codec.Xz}</td>
 *     <td>UDIF (UDBZ, ULMO), SquashFS</td><td>optional libraries</td></tr>
 * </table>
 *
 * <p>A decoder of the LZ family reads from {@code LzInput} and writes to {@code LzOutput}; it stops
 * when the output is full and continues later, so that one implementation serves arrays ({@code
 * decode}) and streams of any length ({@code stream}).
 *
 * <p><b>Untrusted input.</b> A broken stream is a {@link
 * io.github.diskimagefs.MalformedImageException} with the offset in the compressed bytes. No
 * decoder allocates by a number that the stream states without a bound.
 *
 * <p><b>Memory.</b> Dictionaries and windows, whose size the encoder chose, are parts of one {@code
 * DictionaryMemory}.
 *
 * <p><b>Threads.</b> Static methods may be called by many threads at once; streams belong to one
 * thread. {@code ZisofsSource} and {@code XzSource} are safe like every source. The locks are that
 * of the idle decoders of {@code XzSource} and that of {@code DictionaryMemory}, innermost ones. A
 * thread that decodes a chunk of DEFLATE data may wait for one of as many inflaters as there are
 * cores; a thread that has one waits for nothing. A decoder may wait until others return memory,
 * for ten seconds at most.
 */
package io.github.diskimagefs.codec;
