package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Crc16;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/** The descriptors of a directory, ECMA-167 4/8.6, from front to back. For one thread at a time. */
final class FileIdentifiers {
  private static final String NAME = "File Identifier Descriptor";
  private static final int MAX_WINDOW_SIZE = 32 << 10;

  /** Opens the same directory by the metadata mirror. */
  @FunctionalInterface
  interface Mirror {
    ByteSource open() throws IOException;
  }

  private final ByteSource content;
  private final Mirror mirror;
  private final boolean strict;
  private Struct window;
  private int windowSize = 512;
  private long windowStart;
  private long position;
  private long place;

  /**
   * Starts at a position.
   *
   * @param mirror for damaged descriptors, or null
   */
  FileIdentifiers(ByteSource content, Mirror mirror, long position) {
    this(content, mirror, mirror != null, position);
  }

  private FileIdentifiers(ByteSource content, Mirror mirror, boolean strict, long position) {
    this.content = content;
    this.mirror = mirror;
    this.strict = strict;
    this.position = position;
  }

  /** Starts at the front of a directory in which a wrong CRC is an error. */
  static FileIdentifiers strict(ByteSource content) {
    return new FileIdentifiers(content, null, true, 0);
  }

  /** Byte position of the last one given. */
  long place() {
    return place;
  }

  /** The next that names an entry, or null. */
  FileIdentifier next() throws IOException {
    while (position < content.size()) {
      place = position;
      FileIdentifier found = read();
      position += found.length();
      if (found.entry()) {
        return found;
      }
    }
    return null;
  }

  private FileIdentifier read() throws IOException {
    try {
      return read(content, strict);
    } catch (MalformedImageException e) {
      if (mirror == null) {
        throw e;
      }
      window = null;
      FileIdentifier found = read(mirror.open(), false);
      window = null;
      return found;
    }
  }

  /** Without a mirror a wrong CRC is no reason to lose a directory; Linux does not look at it. */
  private FileIdentifier read(ByteSource source, boolean withCrc) throws IOException {
    int head = hold(source, FileIdentifier.FIXED);
    if (window.u16(head) != Tag.FILE_IDENTIFIER || !Tag.checksumHolds(window, head)) {
      throw window.from(head).malformed("no sound tag 257 at byte %d of the directory", position);
    }
    int length = FileIdentifier.length(window, head);
    // The padding of the last one may be cut off.
    int held = (int) Math.min(length, source.size() - position);
    int offset = hold(source, held);
    Struct struct = window.slice(offset, held);
    int crcLength = struct.u16(10);
    if (withCrc
        && (crcLength > struct.length() - Tag.SIZE
            || (crcLength != 0 && Crc16.of(struct, Tag.SIZE, crcLength) != struct.u16(8)))) {
      throw struct.malformed("descriptor CRC does not hold");
    }
    return FileIdentifier.read(struct);
  }

  /** Where the window has the next bytes, as many as wanted, or all there are. */
  private int hold(ByteSource source, int max) throws IOException {
    long left = source.size() - position;
    int requested = (int) Math.min(max, left);
    if (window == null
        || position < windowStart
        || position + requested > windowStart + window.length()) {
      window = read(source, requested, (int) Math.min(left, Math.max(windowSize, requested)));
      windowStart = position;
      // Who wants one entry reads little, who wants all reads much at a time.
      windowSize = Math.min(MAX_WINDOW_SIZE, windowSize * 4);
    }
    return (int) (position - windowStart);
  }

  private Struct read(ByteSource source, int requested, int max) throws IOException {
    try {
      return Struct.read(NAME, source, position, max, ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      if (requested == max) {
        throw e;
      }
      return Struct.read(NAME, source, position, requested, ByteOrder.LITTLE_ENDIAN);
    }
  }
}
