/**
 * QCOW version 1 and QCOW2 versions 2 and 3, the disk images of qemu.
 *
 * <p>QCOW2 is specified in <a href="https://www.qemu.org/docs/master/interop/qcow2.html">qemu's
 * documentation</a>; version 1 is known from qemu's source, {@code block/qcow.c}. All numbers are
 * big-endian.
 *
 * <pre>
 * header            magic number, version, backing file, cluster size, disk size, L1 table, features
 * extensions        format of the backing file, name of the data file, names of feature bits
 * L1 table          offset of an L2 table for each part of the disk
 * L2 tables         for each cluster: offset, or compressed, or zeros, or not allocated
 * clusters          of 512 bytes to 2 MiB
 * snapshot table    an L1 table, a name and a date for each
 * </pre>
 *
 * <p><b>Read.</b> Plain clusters, clusters compressed by zlib or zstd, clusters and parts of
 * clusters (extended level 2 entries) that are zeros or shown by the backing file, external data
 * files, internal snapshots, images that were not closed ({@code dirty}) or are marked {@code
 * corrupt}. Reference counts and bitmaps are not read. Both methods of encryption are decrypted
 * with the option {@code password}. <b>Unsupported:</b> incompatible features that are not known.
 * <b>Refused</b> as malformed: tables outside of the file or smaller than the disk, offsets that
 * are not aligned, names of files outside of the image's folder.
 *
 * <h2>Memory, threads and locks</h2>
 *
 * <p>Entries of the tables are read through a {@link io.github.diskimagefs.bytes.PageCache}, so
 * that opening costs the same for every size. There are no locks of its own.
 */
package io.github.diskimagefs.container.qcow;
