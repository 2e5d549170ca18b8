package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Inline data: content in the inode itself. The first 60 bytes are in {@code i_block}, the others
 * in the attribute {@code system.data}. A directory's content starts with the number of the parent.
 */
final class InlineData {
  /** Length of the parent's inode number before a directory's entries. */
  private static final int PARENT = 4;

  /** Where the entries in {@code i_block} end, counted from the first; others follow. */
  static final int ENTRIES_END = Inode.BLOCK_LENGTH - PARENT;

  private InlineData() {}

  /** Opens the content of a file or the target of a link. */
  static ByteSource open(Struct inode, long size, ByteSource rest) throws IOException {
    List<ByteSource> parts = new ArrayList<>();
    parts.add(new ArraySource(inode.bytes(Inode.BLOCK_OFFSET, Inode.BLOCK_LENGTH)));
    if (rest != null) {
      parts.add(rest);
    }
    long stored = Inode.BLOCK_LENGTH + (rest == null ? 0 : rest.size());
    if (stored < size) {
      parts.add(new ZeroSource(size - stored)); // mke2fs keeps files of zeros so
    }
    return ConcatSource.of(parts).slice(0, size);
  }

  /** Opens the entries of a directory. */
  static ByteSource entries(Struct inode, ByteSource rest) throws IOException {
    ByteSource first = new ArraySource(inode.bytes(Inode.BLOCK_OFFSET + PARENT, ENTRIES_END));
    return rest == null ? first : ConcatSource.of(List.of(first, rest));
  }
}
