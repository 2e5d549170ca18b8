/**
 * VHD, the Virtual Hard Disk of Virtual PC and Hyper-V.
 *
 * <p>Specified in Microsoft's "Virtual Hard Disk Image Format Specification", version 1.0. Sectors
 * have 512 bytes, numbers are big-endian.
 *
 * <pre>
 * fixed disk        the disk, then the footer
 * dynamic disk      copy of the footer, header, block allocation table, blocks, footer
 * differencing disk the same, and the names of its parent
 * block             bitmap of its sectors, sectors
 * </pre>
 *
 * <p><b>Read.</b> All three kinds; the footer's copy where the footer is damaged; footers of 511
 * bytes. The size is the footer's current size. A parent is looked for by its relative path in the
 * image's own folder, and must have the identifier that the child states. <b>Unsupported:</b> other
 * disk types. <b>Refused</b> as malformed: tables outside of the file or too small for the disk.
 * There are no locks; tables and bitmaps are read through a {@link
 * io.github.diskimagefs.bytes.PageCache}.
 */
package io.github.diskimagefs.container.vhd;
