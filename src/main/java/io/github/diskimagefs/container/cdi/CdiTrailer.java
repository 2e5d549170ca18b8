package io.github.diskimagefs.container.cdi;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The last eight bytes of an image.
 *
 * @param version {@link #VERSION_2}, {@link #VERSION_3} or {@link #VERSION_35}
 * @param start byte of the descriptor
 * @param length of the descriptor in bytes, without the trailer
 */
record CdiTrailer(long version, long start, long length) {
  static final long VERSION_2 = 0x8000_0004L;
  static final long VERSION_3 = 0x8000_0005L;
  static final long VERSION_35 = 0x8000_0006L;

  static final String DESCRIPTOR = "DiscJuggler (CDI) descriptor";

  private static final int LENGTH = 8;

  /** Limit of a descriptor in bytes: 99 tracks take 30 KB, their names and texts as much. */
  private static final int MAX_LENGTH = 1 << 20;

  /** Reads the trailer; null if the file ends with none. */
  static CdiTrailer read(ByteSource file) throws IOException {
    if (file.size() < 2 * LENGTH) {
      return null;
    }
    long end = file.size() - LENGTH;
    Struct struct = Struct.read("CDI trailer", file, end, LENGTH, ByteOrder.LITTLE_ENDIAN);
    long version = struct.u32(0);
    long place = struct.u32(4);
    if (version < VERSION_2 || version > VERSION_35 || place == 0 || place >= file.size()) {
      return null;
    }
    long start = version == VERSION_35 ? file.size() - place : place;
    return new CdiTrailer(version, start, end - start);
  }

  /** Reads the descriptor. */
  Struct readDescriptor(ByteSource file) throws IOException {
    if (length <= 0 || length > MAX_LENGTH) {
      throw new MalformedImageException(
          DESCRIPTOR, start, "1 to " + MAX_LENGTH + " bytes", length + " bytes");
    }
    return Struct.read(DESCRIPTOR, file, start, (int) length, ByteOrder.LITTLE_ENDIAN);
  }
}
