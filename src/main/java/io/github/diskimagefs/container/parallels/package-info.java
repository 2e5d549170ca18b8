/**
 * Expandable disks of Parallels ({@code .hds}, {@code .hdd}).
 *
 * <p>Specified in <a href="https://www.qemu.org/docs/master/interop/parallels.html">qemu's
 * documentation</a>. Numbers are little-endian, sectors have 512 bytes. A header of 64 bytes is
 * followed by the block allocation table, whose entries are the places of clusters: in clusters, or
 * in sectors where the magic number is {@code WithoutFreeSpace}.
 *
 * <p><b>Read.</b> Version 2. <b>Refused</b> as malformed: a table outside of the file or too small
 * for the disk. Plain Parallels disks have no header and open as raw disks. There are no locks.
 */
package io.github.diskimagefs.container.parallels;
