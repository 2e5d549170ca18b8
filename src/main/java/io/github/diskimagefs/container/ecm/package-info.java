/**
 * ECM (Error Code Modeler by Neill Corlett): an image of a CD without the parts of its sectors that
 * can be computed.
 *
 * <p>The format is known from its tools and from <a
 * href="https://psx-spx.consoledev.net/cdromfileformats/">psx-spx</a>.
 *
 * <pre>
 * header     ECM, version 0
 * records    type and count, then the data:
 *            first byte: bits 0 and 1 type, bits 2 to 6 count less one, bit 7 more bytes follow
 *            further bytes: 7 bits of the count each, least significant first, and bit 7 as above
 *            0 bytes as they are, 1 sectors of mode 1 (address, user data), 2 sectors of form 1 and
 *            3 of form 2 without sync pattern and header (sub-header, user data)
 * end        a record with a count less one of FFFFFFFF
 * checksum   error detection code of all decoded bytes, u32 little-endian
 * </pre>
 *
 * <p><b>Read.</b> Version 0. The content is the image that was packed, of any kind, named as
 * before. A cue sheet beside it may name it as it was before it was packed. <b>Unsupported,</b> by
 * name: the versions of ECM Tool Reloaded. <b>Refused:</b> records that pass the end of the file,
 * counts of more than 32 bits. <b>Verified:</b> the checksum.
 *
 * <h2>Memory, threads and locks</h2>
 *
 * <p>Opening reads the headers of all records, because neither their number nor the size of the
 * image is stored, and keeps where up to 32,768 of them are. Chunks of 64 sectors are decoded into
 * the chunk cache by any number of threads, without a lock.
 */
package io.github.diskimagefs.container.ecm;
