/**
 * 2IMG ({@code .2mg}), the disk image of emulators of the Apple II and IIgs: a header, the blocks
 * of a disk, a comment. All numbers are little-endian.
 *
 * <pre>
 *  0  2IMG, creator, length of the header (u16), version (u16)
 * 12  order of the data: 0 sectors of DOS 3.3, 1 blocks of ProDOS, 2 nibbles
 * 16  flags; 20 blocks of 512 bytes; 24 offset, 28 length of the data
 * 32  offset and length of the comment, then of the creator's own data
 * </pre>
 *
 * <p>Specification: Apple II File Type Notes $E0/$0130, "Universal Disk Image".
 *
 * <p><b>Read:</b> blocks in the order of ProDOS, which HFS volumes are in. Where the length is zero
 * or passes the end of the file, as some writers record it, the number of blocks counts.
 * <b>Unsupported:</b> the other orders. <b>Refused:</b> data outside of the file.
 *
 * <p><b>Threads.</b> All state is immutable.
 */
package io.github.diskimagefs.container.twoimg;
