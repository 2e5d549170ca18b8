/**
 * File systems and other contents of disks that are recognised and not read, so that the error can
 * name them: each by a signature at a fixed place, some also by fields that must agree with it.
 *
 * <p>They are asked after all formats that are read. Opening one throws an {@link
 * io.github.diskimagefs.UnsupportedImageException} with the format's usual name; {@code view=raw}
 * shows its bytes.
 *
 * <p>A format that is implemented moves to a package of its own.
 *
 * <p><b>Threads.</b> The classes have no state and no locks.
 */
package io.github.diskimagefs.volume.other;
