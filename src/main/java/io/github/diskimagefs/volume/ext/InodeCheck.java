package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Check of inodes and of what belongs to each: its block of extended attributes, the nodes of its
 * extent tree, the blocks of a directory, the data of a file with fs-verity.
 */
final class InodeCheck {

  /** Finds the path of a file, for messages. */
  @FunctionalInterface
  interface Paths {
    /** Returns a path of an inode; null if none is found. */
    String find(long inode) throws IOException;
  }

  private final Superblock superblock;
  private final MetadataChecksums checksums;
  private final InodeTable table;
  private final InodeContent contents;
  private final Paths paths;

  /** Maximum number of nodes, and of directory blocks: no block of a valid volume is one twice. */
  private final long maxBlocks;

  private long inodes;
  private long nodes;
  private long directoryBlocks;
  private long verityFiles;
  private long verityBytes;

  InodeCheck(InodeContent contents, Paths paths) {
    this.table = contents.inodes();
    this.superblock = table.superblock();
    this.checksums = table.checksums();
    this.contents = contents;
    this.paths = paths;
    this.maxBlocks = contents.blocks().volume().sizeLimit() / superblock.blockSize() + 1;
  }

  String figures() {
    String figures =
        inodes + " inodes, " + nodes + " extent nodes, " + directoryBlocks + " directory blocks";
    return verityFiles > 0 ? figures + ", " + verityFiles + " files with fs-verity" : figures;
  }

  /** Checks an inode in use. */
  void check(long number) throws IOException {
    Struct struct = table.struct(number);
    if (++inodes > maxBlocks * superblock.blockSize() / superblock.inodeSize()) {
      throw struct.malformed("more inodes than the volume has room for");
    }
    if (struct.u16(0) == 0) { // i_mode
      return; // reserved
    }
    Inode inode = table.read(number);
    if (inode.attributeBlock() != 0) {
      contents.attributes(inode);
    }
    nodes += contents.checkExtents(inode, maxBlocks - nodes);
    if (inode.directory()) {
      directory(inode);
    }
    if (checksums.hasVerity(inode) && !inode.is(Inode.FLAG_ENCRYPTED)) {
      verify(inode);
    }
  }

  private void directory(Inode inode) throws IOException {
    DirectoryBlocks blocks =
        new DirectoryBlocks(contents.directory(inode), inode, superblock.blockSize(), checksums);
    long position = 0;
    while (position < blocks.size()) {
      position = blocks.start(blocks.skipHole(position));
      if (position < blocks.size()) {
        Struct block = blocks.read(position);
        block(block);
        position += block.length();
      }
    }
  }

  private void block(Struct block) throws IOException {
    // Parts of inline directories count as well, up to two for each inode.
    if (++directoryBlocks > maxBlocks + 2 * inodes) {
      throw block.malformed("more directory blocks than the volume has blocks");
    }
  }

  /**
   * Compares the data of a file. The trees, and the data unless blocks are shared, are of different
   * blocks in a valid volume, which bounds the work.
   */
  private void verify(Inode inode) throws IOException {
    try (VerityContent content = contents.verified(inode)) {
      verityBytes += content.treeLength();
      if (!superblock.features().has(ExtFeature.SHARED_BLOCKS)) {
        verityBytes += content.storedLength();
      }
      if (verityBytes > maxBlocks * superblock.blockSize()) {
        throw table
            .struct(inode.number())
            .malformed("more data and hashes with fs-verity than the volume has room for");
      }
      content.verifyAll();
      verityFiles++;
    } catch (MalformedImageException e) {
      String path = paths.find(inode.number());
      throw path == null ? e : e.withPath(path);
    }
  }
}
