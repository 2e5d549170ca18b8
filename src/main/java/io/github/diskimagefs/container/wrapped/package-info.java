/**
 * Images in a compressed file: gzip, bzip2, xz, Zstandard, LZ4 and compress (.Z).
 *
 * <p><b>Recognition.</b> The compression is known by the magic number of the file, whatever its
 * name. Whether an image is inside is decided by the first bytes, of which a bounded number is
 * decoded into memory; a file that holds no image is none. Formats that are known by their last
 * bytes only (UDIF, Nero, fixed VHD, raw CD sectors) are looked for if the name inside suggests
 * one, because the whole file has to be unpacked for that.
 *
 * <p><b>Reading.</b> An .xz file of several blocks is decoded block by block into the cache ({@link
 * io.github.diskimagefs.codec.XzSource}). All others are unpacked into a temporary file, as far as
 * they are read ({@link io.github.diskimagefs.bytes.SpooledSource}). Opening unpacks the start
 * only, unless the image has structures at its end, as SquashFS and disks without a readable map at
 * the start have. Where the file does not record the unpacked size, sessions and volumes after the
 * first are looked for if the last bytes of a gzip file say that anything follows, or if the caller
 * chooses a session or volume. The decoders are in {@code codec}; they accept several members,
 * streams or frames one after another and check every checksum. Other bytes after the last of them
 * are ignored.
 *
 * <p><b>Refused.</b> Compressed files within each other of more than three; dictionaries; Zstandard
 * windows of more than 128 MiB.
 *
 * <p><b>Threads.</b> Many threads may read; one of them unpacks, and the others wait for the bytes
 * they need. There are no further locks.
 */
package io.github.diskimagefs.container.wrapped;
