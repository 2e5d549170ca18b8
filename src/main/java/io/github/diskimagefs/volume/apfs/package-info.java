/**
 * APFS, the Apple File System: containers, their volumes and snapshots.
 *
 * <p><b>Specification.</b> Apple, <a
 * href="https://developer.apple.com/support/downloads/Apple-File-System-Reference.pdf">Apple File
 * System Reference</a> (2020-06-22), called "Reference" in this package. All numbers are
 * little-endian.
 *
 * <h2>Layout</h2>
 *
 * <pre>
 * block 0                      a container superblock: block size, place of the descriptor area
 * checkpoint descriptor area   ring of checkpoint maps and container superblocks; the latest
 *                              superblock whose objects are valid counts
 * container object map         volume identifier → volume superblock
 * volume superblock            name, role, root tree, object map, snapshots
 * volume object map            node identifier and transaction → block
 * file-system tree             B-tree: inodes, directory entries, attributes, extents of files
 * snapshot metadata tree       B-tree: transaction → name and superblock of that time
 * key bags                     wrapped keys of encrypted volumes
 * </pre>
 *
 * <p>Every object starts with a Fletcher checksum of 64 bits, its identifier and its transaction.
 * Virtual objects are found by an object map, which knows each of them as it was after several
 * transactions: a snapshot is the tree with all objects as of its transaction.
 *
 * <p><b>Read.</b> Block sizes of 4096 to 65536 bytes; containers that state more blocks than the
 * image has; a damaged block 0 or checkpoint, if an earlier one is whole; all volumes with their
 * roles; names with and without hashes; hard and symbolic links, device nodes, BSD flags, times in
 * nanoseconds; extended attributes, resource forks and Finder information; sparse files and clones;
 * compressed files ({@link io.github.diskimagefs.volume.apple.Decmpfs}); snapshots; extents of
 * sealed volumes; volumes encrypted by software, with the password of any user or the personal
 * recovery key. A system and a data volume of one group are shown as one tree, joined by firmlinks.
 *
 * <p><b>Refused</b> as not supported: Fusion drives, volumes encrypted by hardware or with a key
 * for each file, version 1, features that are not known. As malformed: wrong checksums, trees whose
 * levels do not fall or whose keys do not ascend, extents outside of the container, directories in
 * too many others. Entries beside a damaged node are listed before the error is thrown.
 *
 * <p><b>Verified</b> on request: the checksum of every node of a volume's trees, those of snapshots
 * and of the owners of extents included, the order of keys, and the counts of records and inodes;
 * of a sealed volume, the hashes of the nodes of its file-system tree and of the data of its files.
 * With the option {@code verify}, nodes and data of a sealed volume are compared with their hashes
 * when they are read, unless the seal says that it was broken. The Reference leaves open that the
 * identifiers of children in hashed nodes count from that of the root, and which bytes the hashes
 * of data cover: see {@link io.github.diskimagefs.volume.apfs.DataHashes}. Hashes of extended
 * attributes are not compared.
 *
 * <p><b>Threads.</b> Volumes are immutable; the nodes of trees and decrypted blocks are in the
 * image's chunk cache, which decodes each once. Only {@link
 * io.github.diskimagefs.volume.DirectoryTree} and the set of directories with known hashes lock,
 * each on its own, and no lock is held while reading.
 */
package io.github.diskimagefs.volume.apfs;
