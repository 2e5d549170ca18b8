package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.PropertyList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Search for the trailer of an image. It belongs at the end of the file; some writers put it at the
 * start, and downloads, tapes and proxies append bytes: a line feed, zeros up to a block, a page.
 */
final class TrailerLocator {
  /** Maximum number of appended bytes in a file of any name: probing every file reads them. */
  private static final int MAX_APPENDED_BYTES = 16 << 10;

  /** The same in a file whose extension is one of {@link #EXTENSIONS}. */
  private static final int MAX_APPENDED_BYTES_BY_NAME = 1 << 20;

  private static final Set<String> EXTENSIONS = Set.of("dmg", "dmgpart", "smi", "cdr", "img");

  /** Maximum number of signatures whose trailer is read: text can repeat a signature. */
  private static final int MAX_CANDIDATES = 64;

  private static final int STEP_BYTES = 64 << 10;

  /** Bytes of the signature, version and size fields of a trailer. */
  private static final int HEAD_BYTES = 12;

  private static final int SIGNATURE = 0x6B6F6C79; // koly

  private final ByteSource file;
  private int candidates;

  private TrailerLocator(ByteSource file) {
    this.file = file;
  }

  /** Returns the offset of the trailer in a file, or -1 if there is none. */
  static long find(ImageFile file) throws IOException {
    boolean named = EXTENSIONS.contains(file.extension());
    return find(file.bytes(), named ? MAX_APPENDED_BYTES_BY_NAME : MAX_APPENDED_BYTES);
  }

  /** Returns the offset of the trailer of a segment, or -1 if there is none. */
  static long findInSegment(ByteSource file) throws IOException {
    return find(file, MAX_APPENDED_BYTES);
  }

  private static long find(ByteSource file, int maxAppended) throws IOException {
    if (file.size() < KolyTrailer.SIZE) {
      return -1;
    }
    TrailerLocator locator = new TrailerLocator(file);
    long end = file.size() - KolyTrailer.SIZE;
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    for (long offset : new long[] {end, 0}) {
      file.readFully(offset, head.clear());
      if (signed(head, 0)) {
        return offset;
      }
    }
    return locator.search(Math.max(1, end - maxAppended), end);
  }

  /** Returns the last offset of a trailer in a range, whose end is excluded; -1 if it has none. */
  private long search(long start, long end) throws IOException {
    file.announce(start, end - start);
    for (long stop = end; stop > start; ) {
      long from = Math.max(start, stop - STEP_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) (stop - from) + HEAD_BYTES - 1);
      file.readFully(from, bytes);
      for (int i = (int) (stop - from) - 1; i >= 0; i--) {
        if (bytes.get(i) == 'k' && signed(bytes, i) && candidates++ < MAX_CANDIDATES) {
          if (plausible(from + i)) {
            return from + i;
          }
        }
      }
      stop = from;
    }
    return -1;
  }

  /** The size field distinguishes a trailer from a text that starts with its signature. */
  private static boolean signed(ByteBuffer bytes, int offset) {
    return bytes.getInt(offset) == SIGNATURE && bytes.getInt(offset + 8) == KolyTrailer.SIZE;
  }

  /**
   * Returns whether a trailer that is not at the end describes this file. The trailer of an image
   * that is stored in a volume, as a file, does not: its offsets count from the file's start.
   */
  private boolean plausible(long offset) throws IOException {
    KolyTrailer koly;
    try {
      koly = KolyTrailer.read(file, offset);
    } catch (MalformedImageException e) {
      return false;
    }
    if (koly.dataOffset() > offset - koly.dataLength()) {
      return false;
    }
    if (koly.xmlLength() > 0) {
      return listAt(file, koly.xmlOffset(), offset) || listAt(file, koly.dataEnd(), offset);
    }
    if (koly.resourceLength() > 0) {
      return forkAt(koly, offset);
    }
    return koly.dataEnd() == offset;
  }

  /** Returns whether a property list starts at an offset before the trailer. */
  static boolean listAt(ByteSource file, long offset, long trailer) throws IOException {
    int length = (int) Math.min(PropertyList.HEAD_BYTES, Math.max(0, trailer - offset));
    if (offset < 0 || length == 0) {
      return false;
    }
    return PropertyList.startsIn(file.readFully(offset, length));
  }

  private boolean forkAt(KolyTrailer koly, long trailer) throws IOException {
    long length = koly.resourceLength();
    if (koly.resourceOffset() > trailer - length || length < 16) {
      return false;
    }
    Struct fork =
        Struct.read("resource fork", file, koly.resourceOffset(), 16, ByteOrder.BIG_ENDIAN);
    return fork.u32(0) >= 16
        && fork.u32(0) + fork.u32(8) <= length
        && fork.u32(4) + fork.u32(12) <= length;
  }
}
