package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A file with the writes of a log applied, which are kept in memory. */
final class ReplayedFile extends SegmentedSource {
  private final ByteSource file;
  private final long size;

  /** The parts of the file that the log wrote, by their start; they do not overlap. */
  private final NavigableMap<Long, ByteSource> written;

  private ReplayedFile(ByteSource file, long size, NavigableMap<Long, ByteSource> written) {
    this.file = file;
    this.size = size;
    this.written = written;
  }

  /** Collects the writes in their order. */
  static final class Builder {
    private final ByteSource file;
    private final TreeMap<Long, ByteSource> written = new TreeMap<>();
    private long size;

    Builder(ByteSource file) {
      this.file = file;
      this.size = file.size();
    }

    void write(long offset, byte[] bytes) throws IOException {
      put(offset, new ArraySource(bytes));
    }

    void zero(long offset, long length) throws IOException {
      if (length > 0) {
        put(offset, new ZeroSource(length));
      }
    }

    /** Sets the size that the file has at least. */
    void extend(long fileEnd) {
      size = Math.max(size, fileEnd);
    }

    /** Replaces what earlier writes have left in the range. */
    private void put(long offset, ByteSource bytes) throws IOException {
      long end = offset + bytes.size();
      if (end < 0) {
        throw new MalformedImageException("VHDX log", offset, "writes past 2^63");
      }
      Map.Entry<Long, ByteSource> before = written.floorEntry(offset);
      if (before != null && before.getKey() + before.getValue().size() > offset) {
        keepAfter(before, end);
        if (before.getKey() < offset) {
          written.put(before.getKey(), before.getValue().slice(0, offset - before.getKey()));
        }
      }
      Map.Entry<Long, ByteSource> next;
      while ((next = written.ceilingEntry(offset)) != null && next.getKey() < end) {
        written.remove(next.getKey());
        keepAfter(next, end);
      }
      written.put(offset, bytes);
      size = Math.max(size, end);
    }

    /** Keeps the part of an earlier write that starts at {@code end}. */
    private void keepAfter(Map.Entry<Long, ByteSource> part, long end) {
      long skipped = end - part.getKey();
      if (skipped < part.getValue().size()) {
        written.put(end, part.getValue().slice(skipped, part.getValue().size() - skipped));
      }
    }

    ByteSource build() {
      return new ReplayedFile(file, size, written);
    }
  }

  @Override
  public long size() {
    return size;
  }

  /** Segments are named by the position that was asked for. */
  @Override
  protected long segment(long position) {
    return position;
  }

  private ByteSource writtenAt(long position) {
    Map.Entry<Long, ByteSource> entry = written.floorEntry(position);
    return entry != null && position < entry.getKey() + entry.getValue().size()
        ? entry.getValue()
        : null;
  }

  @Override
  protected long remaining(long segment, long position) {
    Map.Entry<Long, ByteSource> entry = written.floorEntry(position);
    if (entry != null && position < entry.getKey() + entry.getValue().size()) {
      return entry.getKey() + entry.getValue().size() - position;
    }
    Long next = written.higherKey(position);
    long end = next == null ? size : next;
    return (position < file.size() ? Math.min(end, file.size()) : end) - position;
  }

  @Override
  protected ByteSource stored(long segment, long position) {
    ByteSource bytes = writtenAt(position);
    if (bytes != null) {
      return bytes;
    }
    return position < file.size() ? file : null;
  }

  @Override
  protected long storedOffset(long segment, long position) {
    return writtenAt(position) == null ? position : position - written.floorKey(position);
  }
}
