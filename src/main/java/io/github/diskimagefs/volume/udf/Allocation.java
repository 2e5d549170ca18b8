package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/** The content of a file from its allocation descriptors, ECMA-167 4/12 and 4/14.14. */
final class Allocation {
  /** An allocation extent has a block (UDF 2.3.11); more is read where a writer made it longer. */
  private static final int CONTINUATION = 1 << 20;

  private final LogicalVolumeSpace space;
  private final FileEntry entry;
  private final ExtentSource.Builder extents;

  private Allocation(LogicalVolumeSpace space, FileEntry entry) {
    this.space = space;
    this.entry = entry;
    this.extents = new ExtentSource.Builder(space);
  }

  /** Returns the content, {@code entry.size()} bytes; reading bytes without a descriptor fails. */
  static ByteSource content(LogicalVolumeSpace space, FileEntry entry) throws IOException {
    return entry.extents() == null
        ? recorded(space, entry)
        : content(space, entry, entry.extents());
  }

  /** Returns the content by the descriptors that are recorded in {@code space}. */
  static ByteSource recorded(LogicalVolumeSpace space, FileEntry entry) throws IOException {
    Struct struct = space.fileEntry(entry.partition(), entry.block());
    return content(space, entry, entry.descriptors(struct));
  }

  private static ByteSource content(LogicalVolumeSpace space, FileEntry entry, Struct descriptors)
      throws IOException {
    if (entry.embedded()) {
      return embedded(space, entry, descriptors);
    }
    Allocation allocation = new Allocation(space, entry);
    allocation.follow(descriptors);
    return allocation.extents.build().slice(0, entry.size());
  }

  private static ByteSource embedded(LogicalVolumeSpace space, FileEntry entry, Struct descriptors)
      throws IOException {
    if (entry.size() > descriptors.length()) {
      throw descriptors.malformed(
          "%d bytes of content in %d embedded", entry.size(), descriptors.length());
    }
    if (entry.size() == 0) {
      return descriptors.slice(0, 0).source();
    }
    if (entry.directory()) {
      return descriptors.slice(0, (int) entry.size()).source();
    }
    long offset = entry.block() * space.blockSize() + entry.descriptorsOffset();
    return space.holder(entry.partition(), entry.block()).slice(offset, entry.size());
  }

  private void follow(Struct first) throws IOException {
    Struct descriptors = first;
    int partition = entry.partition();
    LoopGuard guard = new LoopGuard();
    while (descriptors != null) {
      LongAd next = take(descriptors, partition);
      if (next == null) {
        return;
      }
      if (guard.loops(next.partition(), next.block())) {
        throw descriptors.malformed("allocation extents go round in a loop");
      }
      partition = next.partition();
      descriptors = continuation(next);
    }
  }

  /** Adds the extents of descriptors; returns the extent that continues them, or null. */
  private LongAd take(Struct struct, int partition) throws IOException {
    int size =
        switch (entry.form()) {
          case 0 -> 8; // 4/14.14.1
          case 1 -> 16; // 4/14.14.2
          case 2 -> 20; // 4/14.14.3
          default ->
              throw new UnsupportedImageException(
                  "UDF allocation descriptors of form " + entry.form());
        };
    for (int offset = 0; offset + size <= struct.length(); offset += size) {
      LongAd ad = read(struct, offset, size, partition);
      if (ad.length() == 0) {
        return null; // 4/12: ends the descriptors
      }
      if (ad.type() == 3) {
        return ad; // 4/14.14.1.1: continues there
      }
      if (extents.length() >= entry.size()) {
        return null; // what follows is allocated past the end, 4/12.1
      }
      extents.add(ad);
    }
    return null;
  }

  private LongAd read(Struct struct, int offset, int size, int partition) throws IOException {
    if (size == LongAd.SIZE) {
      return LongAd.read(struct, offset);
    }
    long word = struct.u32(offset);
    int type = (int) (word >> 30);
    long length = word & 0x3FFF_FFFF;
    if (size == 8) {
      return new LongAd(length, type, struct.u32(offset + 4), partition);
    }
    long information = struct.u32(offset + 8);
    if (type == 0 && struct.u32(offset + 4) != information) {
      throw new UnsupportedImageException("UDF extent recorded in another form than its content");
    }
    return new LongAd(
        type == 3 ? length : information, type, struct.u32(offset + 12), struct.u16(offset + 16));
  }

  /** Allocation extent descriptor, 4/14.5. */
  private Struct continuation(LongAd where) throws IOException {
    ByteSource partition = space.partition(where.partition());
    long offset = where.block() * space.blockSize();
    long max = Math.min(Math.max(where.length(), space.blockSize()), CONTINUATION);
    int length = (int) Math.max(24, partition.clip(offset, max));
    Struct struct =
        Struct.read(
            "Allocation Extent Descriptor", partition, offset, length, ByteOrder.LITTLE_ENDIAN);
    Tag.require(struct, Tag.ALLOCATION_EXTENT, where.block());
    long descriptors = struct.u32(20); // 4/14.5.3
    if (descriptors > struct.length() - 24) {
      throw new MalformedImageException(
          "Allocation Extent Descriptor",
          struct.imageOffset(),
          descriptors + " bytes of descriptors in an extent of " + struct.length());
    }
    return struct.slice(24, (int) descriptors);
  }
}
