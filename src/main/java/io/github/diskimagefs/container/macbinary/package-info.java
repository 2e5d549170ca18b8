/**
 * Files of the Macintosh in an encoding that keeps both forks: MacBinary, AppleSingle and
 * AppleDouble, as archives and servers hand out disk images of Disk Copy.
 *
 * <p>MacBinary is described in "MacBinary II Standard" (1987) and "MacBinary III" (1996),
 * AppleSingle and AppleDouble in <a href="https://www.rfc-editor.org/rfc/rfc1740">RFC 1740</a>,
 * appendix A and B. All numbers are big-endian.
 *
 * <pre>
 * MacBinary      0  header, 128 bytes: name, type, creator, lengths of the forks, CRC
 *              128  secondary header, data fork, resource fork, each filled up to 128 bytes
 * AppleSingle    0  signature, number of entries
 *               26  entries of 12 bytes: identifier (1 data fork, 2 resource fork), offset, length
 * AppleDouble       the same without the data fork, in the file {@code ._NAME} beside {@code NAME}
 * </pre>
 *
 * <p><b>Read:</b> MacBinary I, II and III, AppleSingle, AppleDouble. The formats are recognised
 * only where the data fork is an image: an encoded document is no image. <b>Refused:</b> nothing of
 * its own; forks that do not fit the file are no such file.
 *
 * <p><b>Threads.</b> All state is immutable; both forks are parts of the host's file.
 */
package io.github.diskimagefs.container.macbinary;
