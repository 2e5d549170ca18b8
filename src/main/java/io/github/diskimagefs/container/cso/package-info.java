/**
 * CSO, ZSO, DAX and JSO: ISO images compressed block by block, as players of PlayStation discs read
 * them. All numbers are little-endian.
 *
 * <p>CSO and ZSO are described by <a
 * href="https://github.com/unknownbrackets/maxcso/blob/master/README_CSO.md">maxcso</a>, whose
 * source shows the layout of DAX too. JSO is known from readers of it (xenobox, ARK).
 *
 * <pre>
 * CSO 1, ZSO   header of 24 bytes, index, blocks
 *              CISO or ZISO, size of the header (not reliable), size of the disc (u64), block size,
 *              version (0 or 1), index shift
 *              index: u32 for each block and for the end; bit 31 means stored, the others are the
 *              offset, shifted to the left; CSO has blocks of raw DEFLATE data, ZSO of LZ4
 * CSO 2        bit 31 means LZ4 instead of DEFLATE; blocks that are not shorter are stored
 * DAX          DAX, size of the disc, version, areas, 16 bytes unused; offsets (u32) and lengths
 *              (u16) of frames of 8 KiB; areas of stored frames (first frame, count); zlib data
 * JSO          JISO, version, block size (u16), headers of blocks, method, size of the disc, MD5,
 *              offset of the index (u32 for each block and for the end), areas; method 0 is LZO1X, 1 raw
 *              DEFLATE data
 * </pre>
 *
 * <p><b>Read.</b> Blocks of 1 byte to 4 MiB, stored and compressed, padding between them. The
 * content is a disc of sectors of 2048 bytes, or of raw sectors. <b>Unsupported,</b> by name: later
 * versions, JSO with headers of blocks, and the namesake of CSO for GameCube discs. <b>Refused:</b>
 * an index that the file has no room for, blocks outside of the file or in falling order, blocks
 * that give fewer bytes than they should.
 *
 * <p><b>Verified:</b> the MD5 sum of JSO, the Adler-32 of each frame of DAX. CSO and ZSO store no
 * checksum; {@code verify} decodes all blocks.
 *
 * <h2>Memory, threads and locks</h2>
 *
 * <p>Entries of an index are read through a {@link io.github.diskimagefs.bytes.PageCache}, so that
 * opening costs the same for every size; only the areas of DAX are read as a whole, up to 65,536.
 * Blocks are decoded into the chunk cache by any number of threads, without a lock.
 */
package io.github.diskimagefs.container.cso;
