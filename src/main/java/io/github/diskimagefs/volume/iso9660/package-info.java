/**
 * ISO 9660 (ECMA-119), High Sierra, Joliet, ISO 9660:1999, and Rock Ridge with its additions.
 *
 * <p><b>Layout.</b> A session starts with a system area of 16 sectors of 2048 bytes. The volume
 * descriptor set follows ({@link io.github.diskimagefs.volume.iso9660.DescriptorSet}); each
 * descriptor leads to a directory hierarchy, whose directories are extents of records. Path tables
 * list the directories once more. The system use field of a record holds the entries of Rock Ridge
 * and others, which may continue in areas elsewhere.
 *
 * <p><b>Specifications.</b> <a
 * href="https://ecma-international.org/publications-and-standards/standards/ecma-119/">ECMA-119</a>;
 * the Joliet Specification of Microsoft; SUSP 1.12 (IEEE P1281) and RRIP 1.09 to 1.12 (IEEE P1282);
 * El Torito 1.0; AAIP 2.0 and zisofs as libisofs defines them.
 *
 * <p><b>Read.</b> Levels 1 to 3; several sections, interleaved and associated files; names, modes,
 * owners, times, devices and links of Rock Ridge, relocated directories, zisofs, attributes and
 * ACLs of AAIP, type and creator of Apple; sectors of CD-ROM XA; boot images. Sessions of images
 * without a table of contents are found by their descriptors, a later one only if its root
 * directory is its own. Volumes that follow another one and count from their own start are found as
 * well.
 *
 * <p><b>Repaired.</b> Lost first descriptors, by the others; wrong extents of directories, by path
 * tables; byte orders that disagree, by the one in range. A root directory whose record {@code "."}
 * names another block counts only if the descriptors are where the standard puts them.
 *
 * <p><b>Refused.</b> Sparse files of Rock Ridge, when they are opened.
 *
 * <p><b>Threads.</b> Volumes and nodes are safe for use by many threads; readers and cursors are
 * for one thread at a time.
 */
package io.github.diskimagefs.volume.iso9660;
