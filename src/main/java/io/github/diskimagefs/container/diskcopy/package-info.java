/**
 * Disk Copy 4.2: floppy disks of the Macintosh and Apple II.
 *
 * <p>Specification: Apple II File Type Notes $E0/$0005, "DiskCopy disk image". All numbers are
 * big-endian.
 *
 * <pre>
 *  0  name of the disk, a Pascal string of up to 63 characters
 * 64  bytes of the sectors, bytes of the tags
 * 72  checksums of both
 * 80  recording of the disk (u8), format byte (u8), 82 the constant 0100 (hexadecimal)
 * 84  sectors of 512 bytes, then 12 bytes of tags for each
 * </pre>
 *
 * <p>The format has no signature: a header counts if its sizes fit the length of the file, up to a
 * few bytes that copies have appended. <b>Read:</b> the sectors, whose checksum is verified on
 * request; tags are left out. <b>Refused:</b> nothing.
 *
 * <p><b>Threads.</b> All state is immutable.
 */
package io.github.diskimagefs.container.diskcopy;
