package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.List;

/**
 * Check of a volume's trees: the checksum of every node, the order of keys, the number of records
 * and the numbers of inodes that the superblock states.
 */
final class VolumeCheck {
  /** Smallest number of an inode that counts; smaller ones are of the volume itself. */
  private static final long MIN_USER_INODE = 16; // MIN_USER_INO_NUM

  private final VolumeSuperblock superblock;
  private long records;
  private long files;
  private long directories;
  private long symbolicLinks;
  private long others;

  VolumeCheck(VolumeSuperblock superblock) {
    this.superblock = superblock;
  }

  /**
   * Reads all trees.
   *
   * @param furtherTrees those of which the nodes and the number of records are checked
   * @param seal compares the hashes of a sealed volume; null if it has no valid seal
   * @return figures in one line
   * @throws MalformedImageException if something is wrong
   */
  String run(ObjectMap objects, FileSystemTree tree, List<ApfsTree> furtherTrees, SealCheck seal)
      throws IOException {
    long mappings = readObjectMap(objects.tree());
    for (ApfsTree other : furtherTrees) {
      readTree(other);
    }
    readFileSystemTree(tree.tree(), seal);
    require("files", superblock.files(), files);
    require("directories", superblock.directories(), directories);
    require("symbolic links", superblock.symbolicLinks(), symbolicLinks);
    require("other objects", superblock.otherObjects(), others);
    String figures = mappings + " objects, " + records + " records";
    if (seal != null) {
      seal.nodes(tree.tree());
      return figures + ", " + seal.figures();
    }
    return superblock.sealed() ? figures + "; the seal is broken" : figures;
  }

  private static long readObjectMap(ApfsTree tree) throws IOException {
    long count = 0;
    long lastOid = 0;
    long lastXid = 0;
    ApfsTreeCursor cursor = tree.seek((node, offset, length) -> -1);
    for (; cursor.here(); cursor.advance()) {
      Struct key = cursor.key();
      long oid = key.s64(0);
      long xid = key.s64(8);
      int order = Long.compareUnsigned(oid, lastOid);
      if (count > 0 && (order < 0 || (order == 0 && Long.compareUnsigned(xid, lastXid) <= 0))) {
        throw key.malformed("object %d of transaction %d out of order", oid, xid);
      }
      lastOid = oid;
      lastXid = xid;
      count++;
    }
    requireRecords(tree, count);
    return count;
  }

  private static void readTree(ApfsTree tree) throws IOException {
    long count = 0;
    ApfsTreeCursor cursor = tree.seek((node, offset, length) -> -1);
    for (; cursor.here(); cursor.advance()) {
      count++;
    }
    requireRecords(tree, count);
  }

  private void readFileSystemTree(ApfsTree tree, SealCheck seal) throws IOException {
    long last = 0;
    ApfsTreeCursor cursor = tree.seek((node, offset, length) -> -1);
    for (; cursor.here(); cursor.advance()) {
      Struct key = cursor.key();
      long sortable = FileSystemTree.sortable(key, 0, key.length());
      if (Long.compareUnsigned(sortable, last) < 0) {
        throw key.malformed("record of object %d out of order", FileSystemTree.id(key));
      }
      last = sortable;
      records++;
      long id = FileSystemTree.id(key);
      boolean isInode = FileSystemTree.is(key, id, FileSystemTree.INODE);
      InodeRecord inode = isInode ? InodeRecord.read(cursor.value()) : null;
      if (isInode && id >= MIN_USER_INODE) {
        count(inode);
      }
      if (seal != null) {
        seal.record(key, inode);
      }
    }
    requireRecords(tree, records);
  }

  private void count(InodeRecord inode) {
    switch (inode.type()) {
      case InodeRecord.FILE -> files++;
      case InodeRecord.DIRECTORY -> directories++;
      case InodeRecord.SYMBOLIC_LINK -> symbolicLinks++;
      default -> others++;
    }
  }

  private static void requireRecords(ApfsTree tree, long found) throws MalformedImageException {
    if (tree.info().keyCount() != found) {
      throw new MalformedImageException(
          tree.name(),
          MalformedImageException.NO_OFFSET,
          tree.info().keyCount() + " records",
          Long.toString(found));
    }
  }

  private static void require(String kind, long stated, long found) throws MalformedImageException {
    if (stated != found) {
      throw new MalformedImageException(
          "volume superblock",
          MalformedImageException.NO_OFFSET,
          stated + " " + kind,
          Long.toString(found));
    }
  }
}
