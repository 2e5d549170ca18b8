package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Locator of directories. Mastering software writes wrong extents in records or in path tables;
 * each repairs the other. Safe for use by many threads at once.
 */
final class DirectoryLocator {
  /** Bytes of a directory in which first records are looked for. */
  private static final long MAX_EXAMINED_BYTES = 64 << 10;

  /** Records that tell whether a directory without {@code "."} is one. */
  private static final int MAX_EXAMINED_RECORDS = 8;

  private final ByteSource image;
  private final VolumeDescriptor descriptor;
  private final int blockSize;
  private volatile PathTableIndex index;

  DirectoryLocator(ByteSource image, VolumeDescriptor descriptor) {
    this.image = image;
    this.descriptor = descriptor;
    this.blockSize = descriptor.blockSize();
  }

  /** Reads the record at the beginning of a structure. */
  DirectoryRecord record(Struct struct) throws IOException {
    return DirectoryRecord.read(struct, 0, descriptor.layout(), image.sizeLimit() / blockSize);
  }

  /** Reads the record {@code "."} of a directory; returns null if there is none. */
  Struct self(long start) throws IOException {
    if (!image.holds(start, DirectoryRecord.MIN_LENGTH)) {
      return null;
    }
    Struct head = head(start, DirectoryRecord.MIN_LENGTH);
    int length = head.u8(0);
    if (length < DirectoryRecord.MIN_LENGTH || !image.holds(start, length)) {
      return null;
    }
    Struct struct = length == head.length() ? head : head(start, length);
    DirectoryRecord record = record(struct);
    return record.length() > 0 && record.self(struct) ? struct : null;
  }

  /**
   * Returns the byte position of a record's directory: after its extended attribute record, unless
   * the directory is found where that should be.
   */
  long start(DirectoryRecord record) throws IOException {
    long extent = record.location() * blockSize;
    long start = extent + (long) record.attributeLength() * blockSize;
    return start != extent && self(start) == null && self(extent) != null ? extent : start;
  }

  /** Returns whether there is a directory where a record names one. */
  boolean leadsToDirectory(DirectoryRecord record) throws IOException {
    return self(start(record)) != null;
  }

  private Struct head(long start, int length) throws IOException {
    return Struct.read("Directory Record", image, start, length, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns whether there is a directory that lacks the record {@code "."}: most of the first
   * records are plausible.
   */
  boolean withoutDotEntry(long start, long size) throws IOException {
    RecordReader records =
        new RecordReader(
            image,
            descriptor.layout(),
            blockSize,
            start,
            Math.min(Math.max(size, blockSize), MAX_EXAMINED_BYTES),
            0,
            new BufferPool(RecordReader.BUFFER_SIZE));
    int good = 0;
    int bad = 0;
    while (good + bad < MAX_EXAMINED_RECORDS) {
      DirectoryRecord record = records.next();
      if (record == null) {
        break;
      }
      if (plausible(records.bytes(), record)) {
        good++;
      } else {
        bad++;
      }
    }
    return good > bad;
  }

  private boolean plausible(Struct struct, DirectoryRecord record) throws IOException {
    int offset = record.offset();
    int month = struct.u8(offset + 19);
    int day = struct.u8(offset + 20);
    return record.location() * blockSize <= image.sizeLimit()
        && struct.s32(offset + 10) == Integer.reverseBytes(struct.s32(offset + 14))
        && month <= 12
        && day <= 31
        && struct.u8(offset + 21) < 24;
  }

  /**
   * Finds the root directory.
   *
   * @param strict whether its record {@code "."} must name its own block
   * @return its byte position
   * @throws io.github.diskimagefs.MalformedImageException if there is none
   */
  long root(boolean strict) throws IOException {
    DirectoryRecord record = descriptor.root();
    long start = start(record);
    if (namesItself(start, record.location())) {
      return start;
    }
    // Past the end the image is cut; inside it, the writer got record or path table wrong.
    if (image.holds(start, 1)) {
      PathTable table = PathTable.read(image, descriptor);
      long other = table == null ? start : table.root() * blockSize;
      if (namesItself(other, other / blockSize)) {
        return other;
      }
      if (!strict && self(start) != null) {
        return start;
      }
      if (!strict && self(other) != null) {
        return other;
      }
      if (!strict && withoutDotEntry(start, record.dataLength())) {
        return start;
      }
      if (!strict && image.holds(other, 1) && withoutDotEntry(other, blockSize)) {
        return other;
      }
    }
    throw descriptor.struct().malformed("no root directory at block %d", record.location());
  }

  /** Returns whether a directory has a record {@code "."} that names a block as its extent. */
  private boolean namesItself(long start, long block) throws IOException {
    Struct self = self(start);
    return self != null && record(self).location() == block;
  }

  /** Returns whether the root directory is where its descriptor says, and names its own block. */
  static boolean hasOwnRoot(ByteSource image, VolumeDescriptor descriptor) throws IOException {
    DirectoryLocator locator = new DirectoryLocator(image, descriptor);
    DirectoryRecord root = descriptor.root();
    return locator.namesItself(locator.start(root), root.location());
  }

  /**
   * Finds a directory that is not where its record says in the path table.
   *
   * @return its byte position, -1 if it is not found
   */
  long findInPathTable(IsoNode directory, String requested, NameDecoder names) throws IOException {
    PathTableIndex known = index(names);
    long parent = known.parentAt(directory.position() / blockSize);
    if (parent < 0 || !holds(parent * blockSize, directory.position())) {
      return -1;
    }
    long block =
        known.find(
            parent,
            requested,
            found -> found * blockSize != directory.extent() && self(found * blockSize) != null);
    return block < 0 ? -1 : block * blockSize;
  }

  private PathTableIndex index(NameDecoder names) throws IOException {
    PathTableIndex known = index;
    if (known == null) {
      known = new PathTableIndex(PathTable.read(image, descriptor), names);
      index = known;
    }
    return known;
  }

  /** Returns whether a directory holds the record at a byte position. */
  private boolean holds(long directory, long position) throws IOException {
    Struct self = self(directory);
    return self != null
        && position >= directory
        && position - directory < record(self).dataLength();
  }
}
