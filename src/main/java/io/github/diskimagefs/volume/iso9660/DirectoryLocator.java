package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Where directories lie. Masters get records and path tables wrong, each in turn, so that either
 * helps the other out.
 */
final class DirectoryLocator {
  /** Bytes of a directory in which a first record is looked for. */
  private static final long MAX_GAP_BYTES = 64 << 10;

  /** Records that have to look like records where {@code "."} does not say so. */
  private static final int EXAMINED = 8;

  private final ByteSource image;
  private final VolumeDescriptor descriptor;
  private final int blockSize;
  private volatile PathTableIndex index;

  DirectoryLocator(ByteSource image, VolumeDescriptor descriptor) {
    this.image = image;
    this.descriptor = descriptor;
    this.blockSize = descriptor.blockSize();
  }

  DirectoryRecord record(Struct in) throws IOException {
    return DirectoryRecord.read(in, 0, descriptor.layout(), image.size() / blockSize);
  }

  /** The record {@code "."} at the head of a directory, or null if none is there. */
  Struct self(long start) throws IOException {
    if (start > image.size() - DirectoryRecord.MIN_LENGTH) {
      return null;
    }
    Struct head = head(start, DirectoryRecord.MIN_LENGTH);
    int length = head.u8(0);
    if (length < DirectoryRecord.MIN_LENGTH || start > image.size() - length) {
      return null;
    }
    Struct in = length == head.length() ? head : head(start, length);
    DirectoryRecord record = record(in);
    return record.length() > 0 && record.self(in) ? in : null;
  }

  /**
   * Byte position where a record says that its directory lies: behind an extended attribute record,
   * unless it lies where that should be.
   */
  long place(DirectoryRecord record) throws IOException {
    long extent = record.location() * blockSize;
    long start = extent + (long) record.attributeLength() * blockSize;
    return start != extent && self(start) == null && self(extent) != null ? extent : start;
  }

  private Struct head(long start, int length) throws IOException {
    return Struct.read("Directory Record", image, start, length, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Whether a directory lies here without the record {@code "."}: most of the first records that
   * are found are such as records are.
   */
  boolean headless(long start, long size) throws IOException {
    RecordReader records =
        new RecordReader(
            image,
            descriptor.layout(),
            blockSize,
            start,
            Math.min(Math.max(size, blockSize), MAX_GAP_BYTES),
            0,
            new BufferPool(RecordReader.CHUNK));
    int good = 0;
    int bad = 0;
    while (good + bad < EXAMINED) {
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

  private boolean plausible(Struct in, DirectoryRecord record) throws IOException {
    int offset = record.offset();
    int month = in.u8(offset + 19);
    int day = in.u8(offset + 20);
    return record.location() * blockSize <= image.size()
        && in.s32(offset + 10) == Integer.reverseBytes(in.s32(offset + 14))
        && month <= 12
        && day <= 31
        && in.u8(offset + 21) < 24;
  }

  /**
   * Byte position of the root directory.
   *
   * @throws io.github.diskimagefs.MalformedImageException if there is none
   */
  long root() throws IOException {
    DirectoryRecord record = descriptor.root();
    long start = place(record);
    // Past the end it is the image that is cut; inside, a master has got one of the two wrong.
    if (start < image.size() && self(start) == null) {
      PathTable table = PathTable.read(image, descriptor);
      long other = table == null ? start : table.root() * blockSize;
      if (self(other) != null) {
        return other;
      }
      if (headless(start, record.dataLength())) {
        return start;
      }
      if (other < image.size() && headless(other, blockSize)) {
        return other;
      }
    } else if (start < image.size()) {
      return start;
    }
    throw descriptor.in().malformed("no root directory at block %d", record.location());
  }

  /** Looks a directory up in the path table that is not where its record says; -1 for no find. */
  long inPathTable(IsoNode directory, String requested, NameDecoder names) throws IOException {
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

  private boolean holds(long directory, long position) throws IOException {
    Struct self = self(directory);
    return self != null
        && position >= directory
        && position - directory < record(self).dataLength();
  }
}
