/**
 * VMDK, the Virtual Machine Disk of VMware.
 *
 * <p>Specified in VMware's "Virtual Disk Format 5.0". Sectors have 512 bytes, numbers are
 * little-endian.
 *
 * <pre>
 * descriptor        text: identifiers, the parent, a line for each extent; in a file of its own, or
 *                   inside a sparse extent
 * flat extent       a range of a file
 * sparse extent     header (KDMV, or COWD by ESX), grain directory, grain tables, grains
 * seSparse extent   the same with entries of 64 bits, by ESXi, in a file of its own
 * stream-optimised  a sparse extent with compressed grains, its directory often known from a footer
 * </pre>
 *
 * <p><b>Read.</b> Flat, zero and sparse extents in any number, compressed grains, grains of zeros,
 * redundant grain directories, parents. <b>Unsupported:</b> raw devices ({@code VMFSRDM}, {@code
 * VMFSRAW}), seSparse extents with a journal to be replayed, extents without access. <b>Refused</b>
 * as malformed: directories and tables outside of the file, extents that are missing or shorter
 * than their line, a parent whose content has changed, names of files outside of the image's
 * folder.
 *
 * <h2>Memory, threads and locks</h2>
 *
 * <p>Descriptors have up to 1 MiB and 4096 extents; tables are read through a {@link
 * io.github.diskimagefs.bytes.PageCache}. There are no locks of its own.
 */
package io.github.diskimagefs.container.vmdk;
