/**
 * Growing disks of Bochs.
 *
 * <p>Specified by the header {@code hdimage.h} of <a href="https://bochs.sourceforge.io">Bochs</a>
 * and its <a href="https://bochs.sourceforge.io/doc/docbook/user/harddisk-modes.html">user
 * guide</a>. All numbers are little-endian. A header of 512 bytes is followed by the catalog, an
 * entry of 32 bits for each extent of the disk: its number among the stored extents, or {@code
 * ffffffff} if it is not stored. A stored extent is a bitmap with a bit for each sector, padded to
 * whole sectors, and the sectors.
 *
 * <p><b>Read.</b> Versions 1 and 2. Flat disks of Bochs are raw ones. <b>Unsupported:</b> redologs
 * of the types undoable and volatile, which are the changes of a disk that they do not name.
 * <b>Refused</b> as malformed: a catalog outside of the file or smaller than the disk, a bitmap
 * smaller than an extent. There are no locks.
 */
package io.github.diskimagefs.container.bochs;
