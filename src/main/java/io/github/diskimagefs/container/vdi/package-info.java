/**
 * VDI, the Virtual Disk Image of VirtualBox.
 *
 * <p>The format is known from VirtualBox' source, {@code VDICore.h}. Numbers are little-endian. A
 * header is followed by the block map, which has the number of the stored block for each block of
 * the disk, and by the blocks.
 *
 * <p><b>Read.</b> Version 1: dynamic, static and differencing images. The parent of a differencing
 * image is the VDI file of the same folder that has the UUID which the child states; no name is
 * recorded. <b>Unsupported:</b> version 0, other image types. <b>Refused</b> as malformed: a map
 * outside of the file or too small for the disk. There are no locks.
 */
package io.github.diskimagefs.container.vdi;
