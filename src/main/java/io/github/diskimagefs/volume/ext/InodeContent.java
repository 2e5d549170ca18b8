package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/** Reader of what inodes describe: content, directories, extended attributes. */
final class InodeContent {
  private final MetadataBlocks blocks;
  private final InodeTable inodes;

  InodeContent(MetadataBlocks blocks, InodeTable inodes) {
    this.blocks = blocks;
    this.inodes = inodes;
  }

  MetadataBlocks blocks() {
    return blocks;
  }

  InodeTable inodes() {
    return inodes;
  }

  /**
   * Opens the content of a file or the target of a symbolic link; that of a file with fs-verity is
   * compared with its hashes if the caller asked for verification.
   */
  ByteSource open(Inode inode) throws IOException {
    MetadataChecksums checksums = inodes.checksums();
    if (checksums.required() && checksums.hasVerity(inode)) {
      return verified(inode);
    }
    Struct struct = inodes.struct(inode.number());
    return inode.is(Inode.FLAG_INLINE_DATA)
        ? InlineData.open(struct, inode.size(), attributes(struct, inode).inlineData())
        : mapped(struct, inode);
  }

  /** Opens the content of a file with fs-verity, which is compared with its hashes. */
  VerityContent verified(Inode inode) throws IOException {
    Struct struct = inodes.struct(inode.number());
    if (!inode.is(Inode.FLAG_EXTENTS) || inode.is(Inode.FLAG_INLINE_DATA)) {
      throw struct.malformed("fs-verity of a file without extents");
    }
    ExtentChanges extents = inodes.changes().changedExtents(inode.number());
    BlockMap map = ExtentTree.openAll(blocks, inodes.checksums(), inode, blockMap(struct), extents);
    ByteSource stored = extents == null ? map : extents.open(map, blocks);
    // Blocks of trees are kept by their inode, for all who open the file.
    long tree = inode.number() << Integer.SIZE;
    MerkleTree.Blocks verified = (block, loader) -> blocks.cache().get(this, tree | block, loader);
    return VerityContent.open(inode, stored, blocks.blockSize(), verified);
  }

  private static Struct blockMap(Struct inode) throws IOException {
    return inode.slice(Inode.BLOCK_OFFSET, Inode.BLOCK_LENGTH);
  }

  /**
   * Reads all nodes of the tree of an inode's extents.
   *
   * @param max maximum number of nodes
   * @return the number of nodes, the root left out
   */
  long checkExtents(Inode inode, long max) throws IOException {
    return inode.is(Inode.FLAG_EXTENTS) && !inode.is(Inode.FLAG_INLINE_DATA)
        ? ExtentTree.check(
            blocks, inodes.checksums(), inode, blockMap(inodes.struct(inode.number())), max)
        : 0;
  }

  /** Opens the entries of a directory. */
  ByteSource directory(Inode inode) throws IOException {
    Struct struct = inodes.struct(inode.number());
    if (inode.is(Inode.FLAG_INLINE_DATA)) {
      return InlineData.entries(struct, attributes(struct, inode).inlineData());
    }
    if (inode.size() > blocks.volume().sizeLimit()) {
      throw struct.malformed("directory of %d bytes", inode.size());
    }
    return mapped(struct, inode);
  }

  /** Opens the content that a block map describes, or a fast symbolic link. */
  private ByteSource mapped(Struct struct, Inode inode) throws IOException {
    Struct map = blockMap(struct);
    // A block of attributes counts as one of the link's: its length alone says where it is.
    boolean fits = inode.symbolicLink() && inode.size() < Inode.BLOCK_LENGTH;
    if (inode.is(Inode.FLAG_EXTENTS)) {
      // Early drivers of ext4 mark links in the inode as if they had extents.
      return fits && !ExtentTree.signed(map)
          ? map.slice(0, (int) inode.size()).source()
          : changed(inode, ExtentTree.open(blocks, inodes.checksums(), inode, map));
    }
    return fits
        ? map.slice(0, (int) inode.size()).source()
        : IndirectBlocks.open(blocks, inode, map);
  }

  private ByteSource changed(Inode inode, BlockMap stored) throws IOException {
    ExtentChanges extents =
        inode.regular() ? inodes.changes().changedExtents(inode.number()) : null;
    return extents == null ? stored : extents.open(stored, blocks);
  }

  /** Reads the extended attributes of an inode. */
  ExtAttributes attributes(Inode inode) throws IOException {
    return attributes(inodes.struct(inode.number()), inode);
  }

  private ExtAttributes attributes(Struct struct, Inode inode) throws IOException {
    Struct block = null;
    if (inode.attributeBlock() != 0) {
      block = blocks.read("extended attribute block", inode.attributeBlock());
      inodes.checksums().checkAttributes(block, inode.attributeBlock());
    }
    return ExtAttributes.read(struct, block, this::value);
  }

  /** Opens the value of an attribute that an inode of its own holds. */
  private ByteSource value(long number, long size) throws IOException {
    Inode inode = inodes.read(number);
    Struct struct = inodes.struct(number);
    if (!inode.regular() || !inode.is(Inode.FLAG_ATTRIBUTE_VALUE) || inode.size() < size) {
      throw struct.malformed("is not of an attribute of %d bytes", size);
    }
    return mapped(struct, inode).slice(0, size);
  }
}
