package io.github.diskimagefs.image;

import java.util.ArrayList;
import java.util.List;

/** The blocks of a partition of a {@link UdfImage}, and where file entries and directories go. */
final class UdfPartition {
  private final int blockSize;
  private final UdfImage.Medium medium;
  private final List<byte[]> blocks = new ArrayList<>();

  /** Virtual: block of each virtual block. Metadata: contents of each metadata block. */
  private final List<Long> virtual = new ArrayList<>();

  private final List<byte[]> metadata = new ArrayList<>();

  UdfPartition(int blockSize, UdfImage.Medium medium) {
    this.blockSize = blockSize;
    this.medium = medium;
  }

  /** The partition reference of file entries and directories; content is always in 0. */
  int reference() {
    return medium == UdfImage.Medium.PHYSICAL || medium == UdfImage.Medium.SPARABLE ? 0 : 1;
  }

  int size() {
    return blocks.size();
  }

  byte[] block(int index) {
    return blocks.get(index);
  }

  List<Long> virtual() {
    return virtual;
  }

  List<byte[]> metadata() {
    return metadata;
  }

  /** Takes free blocks of partition 0. */
  long take(int count) {
    long first = blocks.size();
    for (int i = 0; i < count; i++) {
      blocks.add(new byte[blockSize]);
    }
    return first;
  }

  /** Stores content in partition 0, not next to the content stored before. */
  long store(byte[] content) {
    take(1);
    long first = take(Math.max(1, (content.length + blockSize - 1) / blockSize));
    write(first, content);
    return first;
  }

  void write(long block, byte[] content) {
    for (int at = 0; at < content.length; at += blockSize) {
      int length = Math.min(blockSize, content.length - at);
      System.arraycopy(content, at, blocks.get((int) block + at / blockSize), 0, length);
    }
  }

  /** Allocates adjacent blocks of the partition with the file entries. */
  long takeIcb(int count) {
    switch (medium) {
      case VIRTUAL_150, VIRTUAL_200 -> {
        long first = virtual.size();
        for (int i = 0; i < count; i++) {
          virtual.add(0L);
        }
        // In reverse order, so that they are found by the table only.
        for (int i = count - 1; i >= 0; i--) {
          virtual.set((int) first + i, take(1));
        }
        return first;
      }
      case METADATA -> {
        for (int i = 0; i < count; i++) {
          metadata.add(new byte[blockSize]);
        }
        return (long) metadata.size() - count;
      }
      default -> {
        return take(count);
      }
    }
  }

  void writeIcb(long block, byte[] content) {
    for (int at = 0; at < content.length; at += blockSize) {
      int length = Math.min(blockSize, content.length - at);
      int index = (int) block + at / blockSize;
      byte[] target =
          switch (medium) {
            case VIRTUAL_150, VIRTUAL_200 -> blocks.get(virtual.get(index).intValue());
            case METADATA -> metadata.get(index);
            default -> blocks.get(index);
          };
      System.arraycopy(content, at, target, 0, length);
    }
  }
}
