/**
 * NDIF, the New Disk Image Format of Disk Copy 6 and ShrinkWrap: the predecessor of UDIF. The
 * blocks are in the data fork of a Macintosh file, their map in its resource fork, which reaches
 * other systems in MacBinary, AppleSingle or AppleDouble.
 *
 * <p>Apple has not published the format. The layout is known from images and from the readers of
 * them that others have written. Sectors have 512 bytes; all numbers are big-endian.
 *
 * <pre>
 * resource bcem, 128
 *    0  version (u16), driver (u16), name (Pascal string of up to 63 characters)
 *   68  sectors of the disk, maximum sectors of a chunk, offset added to those of the chunks
 *   80  CRC-28, 84 whether the image has segments, 116 whether ShrinkWrap has encrypted it
 *  124  number of chunks, 12 bytes each: first sector (24 bits), type (8 bits), offset, length
 * </pre>
 *
 * <p>A chunk ends where the next one starts; one of type FF ends the list. An image without chunks
 * stores its sectors as they are.
 *
 * <p><b>Read:</b> chunks of zeros (0), stored (2) and of ADC (83). <b>Unsupported,</b> by name:
 * KenCode (80), RLE (81), LZH (82), StuffIt (F0); segments; encryption; chunks of more than 4 MiB.
 * <b>Refused:</b> chunks that overlap, are outside of the fork or give fewer bytes than their
 * sectors. The CRC-28 is not verified, as its polynomial is not known.
 *
 * <p><b>Threads.</b> Chunks are decoded into the chunk cache, by any number of threads, without a
 * lock.
 */
package io.github.diskimagefs.container.ndif;
