/**
 * UDF 1.02 to 2.60: the third edition of ECMA-167 as OSTA profiles it.
 *
 * <p><b>Layout.</b> A session starts with 32 KiB of system area, followed by the volume recognition
 * sequence. Anchors at sectors 256 and N or N-256 lead to the volume descriptor sequence and its
 * reserve; those describe partitions and the logical volume, whose partition maps may be physical,
 * virtual, sparable or metadata. The file set descriptor names the root directory; each file has an
 * information control block with the descriptors of its extents.
 *
 * <p><b>Specifications.</b> <a
 * href="https://ecma-international.org/publications-and-standards/standards/ecma-167/">ECMA-167</a>
 * and the Universal Disk Format Specification of OSTA.
 *
 * <p><b>Read.</b> Sectors of 512 to 32768 bytes; permissions, times, devices, symbolic links, hard
 * links; extended attributes and named streams; sessions of images without a table of contents.
 * Where anchors at several sector sizes lead to volumes, the one recorded last counts.
 *
 * <p><b>Repaired.</b> Damaged descriptors, by the reserve sequence; damaged metadata, by the
 * mirror; a lost recognition sequence, by anchors.
 *
 * <p><b>Verified</b> on request: the CRC of file identifier descriptors, which is not compared when
 * a directory is listed, as Linux does not; that of other descriptors always is.
 *
 * <p><b>Refused.</b> ICB strategies other than 4 and 4096, extents in another form than their
 * content, partitions on other volumes of a set.
 *
 * <p><b>Threads.</b> Volumes and nodes are safe for use by many threads; readers and cursors are
 * for one thread at a time.
 */
package io.github.diskimagefs.volume.udf;
