/**
 * VHDX, the Virtual Hard Disk version 2 of Hyper-V.
 *
 * <p>Specified in [MS-VHDX]. Numbers are little-endian, checksums are CRC-32C.
 *
 * <pre>
 *   0       file identifier
 *  64 KiB   header, twice: the valid one with the higher sequence number counts
 * 192 KiB   region table, twice
 *   1 MiB   log, block allocation table (BAT), metadata, blocks, in any order
 * </pre>
 *
 * <p><b>Read.</b> Fixed, dynamic and differencing disks with sectors of 512 or 4096 bytes. A log
 * that was not written back is replayed in memory. A parent is looked for by its relative path in
 * the image's own folder, and must have the identifier that the child states. <b>Unsupported:</b>
 * regions and metadata that are required and not known, logs of more than 8 MiB to be replayed.
 * <b>Refused</b> as malformed: wrong checksums, regions that overlap or pass the file, a log
 * without a valid entry, reserved states of blocks.
 *
 * <h2>Memory, threads and locks</h2>
 *
 * <p>The writes of the log are held in memory; the BAT and sector bitmaps are read through a {@link
 * io.github.diskimagefs.bytes.PageCache}. There are no locks.
 */
package io.github.diskimagefs.container.vhdx;
