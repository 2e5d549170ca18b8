/**
 * Sparse images of Apple: {@code .sparseimage} files and {@code .sparsebundle} folders, disks of
 * bands of one size, of which those of zeros are not stored.
 *
 * <p>Apple has not published the formats. They are known from the images that {@code hdiutil}
 * makes, and from Joachim Metz, "Mac OS disk image types" (<a
 * href="https://github.com/libyal/libmodi">libmodi</a>).
 *
 * <pre>
 * .sparseimage     0  index node, 4096 bytes, big-endian: sprs, sectors of a band, sectors of the
 *                     disk, offset of the next node, numbers of the bands that follow
 *               4096  bands; the next node, and so on
 * .sparsebundle       Info.plist     property list: size, band-size
 *                     Info.bckup     a copy
 *                     token          keys of an encrypted bundle, else empty
 *                     bands/0 …      bands, named by their numbers in hexadecimal digits
 * </pre>
 *
 * <p>In an index the place is the physical one and the value is the band's number on the disk, from
 * 1; 0 is unused.
 *
 * <p><b>Read:</b> property lists in XML and binary form; the copy where the list is empty or
 * malformed; names in any case; short bands, which zeros extend; encrypted bundles of both header
 * versions. <b>Refused</b> as malformed: a bundle without bands, which would be a disk of zeros;
 * bands after the end of the file; index nodes that do not follow each other.
 *
 * <p><b>Threads and locks.</b> {@code OpenBands} keeps the band files; its lock is held for
 * look-ups only, never while a file is opened, read or closed. The last 64 bands keep their
 * handles.
 */
package io.github.diskimagefs.container.sparse;
