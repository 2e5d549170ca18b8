/**
 * romfs, the smallest file system of Linux, for initial RAM disks and firmware.
 *
 * <p><b>Specifications.</b> {@code Documentation/filesystems/romfs.rst} of the Linux kernel, and
 * {@code romfs.txt} of genromfs.
 *
 * <h2>Layout</h2>
 *
 * <pre>
 * byte 0     superblock: magic number, size, checksum, name of the volume
 * then       the header of the root directory
 * headers    of 16 bytes: the next file of the directory, kind, place, length, checksum; the name
 * contents   after the name
 * </pre>
 *
 * <p>All numbers are big-endian; headers, names and contents start at multiples of 16 bytes. The
 * entries {@code .} and {@code ..} are hard links, as further names of files are.
 *
 * <p><b>Read.</b> All kinds of files; the modes that Linux gives them, with the executable bit.
 * There are no times, no owners and no counts of links. Checksums of headers are compared if the
 * caller asked for verification. <b>Refused:</b> files that follow each other in a circle, hard
 * links that do, and directories within themselves.
 *
 * <p><b>Threads.</b> A volume is immutable; headers are in the image's cache.
 */
package io.github.diskimagefs.volume.romfs;
