package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The address space of a logical volume, ECMA-167 4/3.1: partition reference number and logical
 * block. Filled while the volume opens, unchanged afterwards.
 */
final class LogicalVolumeSpace {
  private final int blockSize;
  private final ByteSource[] partitions;
  private final ByteSource[] mirrors;
  private final String[] unavailable;

  LogicalVolumeSpace(int blockSize, int partitions) {
    this.blockSize = blockSize;
    this.partitions = new ByteSource[partitions];
    this.mirrors = new ByteSource[partitions];
    this.unavailable = new String[partitions];
  }

  void put(int reference, ByteSource partition) {
    partitions[reference] = partition;
  }

  void putMirror(int reference, ByteSource mirror) {
    mirrors[reference] = mirror;
  }

  void putAbsent(int reference, String why) {
    unavailable[reference] = why;
  }

  int blockSize() {
    return blockSize;
  }

  /** Returns the partition of a reference number; block n is at n × {@link #blockSize}. */
  ByteSource partition(int reference) throws IOException {
    if (reference < partitions.length && partitions[reference] != null) {
      return partitions[reference];
    }
    throw new UnsupportedImageException(
        "UDF partition reference "
            + reference
            + ": "
            + (reference < partitions.length ? unavailable[reference] : "not mapped"));
  }

  /** The same volume with each metadata file replaced by its mirror; null where it has none. */
  LogicalVolumeSpace mirrored() {
    LogicalVolumeSpace mirrored = new LogicalVolumeSpace(blockSize, partitions.length);
    boolean any = false;
    for (int i = 0; i < partitions.length; i++) {
      any |= mirrors[i] != null;
      mirrored.partitions[i] = mirrors[i] != null ? mirrors[i] : partitions[i];
      mirrored.unavailable[i] = unavailable[i];
    }
    return any ? mirrored : null;
  }

  /** Reads a block, its tag unchecked. */
  Struct block(String name, int reference, long block) throws IOException {
    return Struct.read(
        name, partition(reference), block * blockSize, blockSize, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a block with a valid tag, from the mirror where the main metadata file is damaged there.
   *
   * @throws io.github.diskimagefs.MalformedImageException if there is no valid descriptor
   */
  Struct descriptor(String name, int reference, long block) throws IOException {
    try {
      return checked(block(name, reference, block), block);
    } catch (IOException e) {
      if (reference >= mirrors.length || mirrors[reference] == null) {
        throw e;
      }
      try {
        return checked(
            Struct.read(
                name, mirrors[reference], block * blockSize, blockSize, ByteOrder.LITTLE_ENDIAN),
            block);
      } catch (IOException mirrorToo) {
        e.addSuppressed(mirrorToo);
        throw e;
      }
    }
  }

  /**
   * Reads a file entry, of which the result holds the used part at least.
   *
   * @throws io.github.diskimagefs.MalformedImageException if there is no valid descriptor
   */
  Struct fileEntry(int reference, long block) throws IOException {
    String name = "File Entry";
    try {
      Struct head =
          Struct.readIfThere(
              name,
              partition(reference),
              block * blockSize,
              FileEntry.TYPICAL_LENGTH,
              ByteOrder.LITTLE_ENDIAN);
      if (head != null && FileEntry.isWithin(head) && Tag.validId(head, block) > 0) {
        return head;
      }
    } catch (IOException e) {
      // The mirror may have it.
    }
    return descriptor(name, reference, block);
  }

  /** Returns the source that {@link #descriptor} reads a block from, for content in the block. */
  ByteSource holder(int reference, long block) throws IOException {
    ByteSource main = partition(reference);
    if (mirrors[reference] == null) {
      return main;
    }
    try {
      return Tag.validId(block("File Entry", reference, block), block) > 0
          ? main
          : mirrors[reference];
    } catch (IOException e) {
      return mirrors[reference];
    }
  }

  static Struct checked(Struct struct, long block) throws IOException {
    if (Tag.id(struct, block) == 0) {
      throw struct.malformed("nothing recorded in block %d", block);
    }
    return struct;
  }
}
