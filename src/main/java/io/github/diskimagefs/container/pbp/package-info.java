/**
 * PBP, packages of the PlayStation Portable ({@code EBOOT.PBP}), with one disc of the first
 * PlayStation or several. All numbers are little-endian.
 *
 * <p>Sony has not published the format. It is known from <a
 * href="https://psx-spx.consoledev.net/cdromfileformats/">psx-spx</a> and from writers and readers
 * of it (popstation, pop-fe, DuckStation, PCSX).
 *
 * <pre>
 * header       \0PBP, version, offsets of PARAM.SFO, of pictures and sounds, 24h of DATA.PSAR
 * DATA.PSAR    a disc, or PSTITLEIMG000000 and at 200h the offsets of up to five discs
 * disc
 *    000h  PSISOIMG0000
 *    400h  id of the game; \0PGD if the disc is encrypted
 *    800h  table of contents: 102 entries of 10 bytes
 *    BFCh  offset of the first block
 *    C00h  offset and length of each audio track that is encoded as ATRAC3
 *   12D4h  offset of data of the sub-channel
 *   4000h  for each block of 16 sectors: offset, length (u16), mark, first 16 bytes of its SHA-1
 * 100000h  blocks of raw DEFLATE data, or stored if they have 9300h bytes
 * </pre>
 *
 * <p><b>Read.</b> All tracks whose sectors are in the blocks; sector 0 is that of address 0.
 * Several discs are several volumes. <b>Unsupported,</b> by name: encrypted packages of the
 * PlayStation Store, games of the PlayStation Portable, ATRAC3 audio (when it is read).
 * <b>Refused:</b> discs outside of the file, or without blocks. <b>Verified:</b> the SHA-1 of each
 * block where it is recorded, and the sectors' codes.
 *
 * <h2>Memory, threads and locks</h2>
 *
 * <p>Entries of the index are read through a {@link io.github.diskimagefs.bytes.PageCache}; the
 * number of blocks is found by bisection. Blocks are decoded into the chunk cache by any number of
 * threads, without a lock.
 */
package io.github.diskimagefs.container.pbp;
