/**
 * Partition maps of disks: GPT, Apple partition maps, those of the Macintosh Plus, the logical
 * partitions of Android, MBR.
 *
 * <pre>
 * MBR    sector 0    boot code; at 446 four entries of 16 bytes, little-endian: status, type, first
 *                    sector, sectors; 55 AA. An extended partition starts a chain of such records.
 * GPT    sector 1    header, little-endian: sectors of both headers and of the entries, their number,
 *                    size and CRC-32; the same as a backup in the last sector
 * APM    block 0     driver descriptor, big-endian: ER, block size
 *        block 1 …   one entry each: PM, number of entries, first block, blocks, name, type
 * TS     block 1     entries of 12 bytes: first block, blocks, type
 * LP     byte 4096   geometry, little-endian, and a copy at 8192: gDla, size and number of tables
 *        byte 12288  tables of partitions and extents, each with SHA-256, and copies
 * </pre>
 *
 * <p>Specifications: UEFI 2.10 §5 (MBR and GPT), Inside Macintosh: Devices, "The Partition Map",
 * Inside Macintosh IV, "The SCSI Manager"; AOSP, fs_mgr/liblp/include/liblp/metadata_format.h.
 *
 * <p><b>Read:</b> GPT of sectors of 512 to 4096 bytes, by its backup if the header or the entries
 * are damaged; MBR of sectors of 512 to 4096 bytes with chains of up to 256 logical partitions; APM
 * in the steps of its own entries, whatever block 0 states; logical partitions in any number of
 * extents of one disk, those of the first slot. <b>Refused:</b> nothing; a map that is broken
 * beyond use counts as none. A chain that leads back ends there.
 *
 * <p><b>Threads.</b> The schemes have no state.
 */
package io.github.diskimagefs.partition;
