/**
 * Sectors of a CD without a container: raw ones of 2352 bytes, with 16 or 96 bytes of sub-channel
 * after each, or a part of each such as the 2336 bytes of mode 2 (ECMA-130, CD-ROM XA).
 *
 * <p>A data sector starts with a sync pattern and the address in its header. Sectors without them
 * are recognised by the volume that is found with each possible layout. Sectors that start with
 * audio are recognised by the data that follow, if the file has one of the usual extensions.
 *
 * <p>A sheet beside the file ({@code .cue}, {@code .toc} or {@code .gdi} that names it, {@code
 * .ccd}, {@code .mds} or a descriptor of BlindWrite of its name) tells the tracks: the file then
 * opens like the sheet. Without one, data and audio are distinguished by the sync pattern, at a
 * fixed number of samples.
 *
 * <p><b>Not recognised:</b> audio alone without a sheet, because any file could be audio.
 * <b>Refused:</b> scrambled sectors (ECMA-130 annex B).
 *
 * <p><b>Threads.</b> A file is opened by one thread. The sources of its disc are safe for use by
 * many; there are no locks.
 */
package io.github.diskimagefs.container.raw;
