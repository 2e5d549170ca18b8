/**
 * QED, the QEMU Enhanced Disk.
 *
 * <p>Specified in <a href="https://www.qemu.org/docs/master/interop/qed_spec.html">qemu's
 * documentation</a>. All numbers are little-endian. A header is followed by clusters: an L1 table
 * with the offsets of L2 tables, whose entries are the offsets of the disk's clusters, 0 for one
 * that is not allocated, 1 for one of zeros.
 *
 * <p><b>Read.</b> All of it, backing files included; an image that needs a check reads as it is.
 * <b>Unsupported:</b> feature bits that are not known. <b>Refused</b> as malformed: tables outside
 * of the file, offsets that are not aligned, a size beyond the tables. There are no locks.
 */
package io.github.diskimagefs.container.qed;
