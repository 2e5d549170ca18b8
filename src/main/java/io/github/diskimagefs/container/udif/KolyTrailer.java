package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * UDIF trailer ({@code koly}): 512 bytes, big-endian; {@link TrailerLocator} finds it.
 *
 * @param struct the trailer, for messages
 * @param running offset of this segment's data fork in the data of all segments
 * @param dataOffset offset of the data fork in this file
 * @param segment number from 1, or 0 if the writer omitted it
 * @param segments number of segments, 0 or 1 for a whole image
 * @param segmentId the same for all segments of an image
 * @param sectors size of the disk in sectors of 512 bytes
 */
record KolyTrailer(
    Struct struct,
    int version,
    long flags,
    long running,
    long dataOffset,
    long dataLength,
    long resourceOffset,
    long resourceLength,
    long segment,
    long segments,
    String segmentId,
    Checksum dataChecksum,
    long xmlOffset,
    long xmlLength,
    Checksum masterChecksum,
    long variant,
    long sectors) {

  /** Length of the trailer in bytes. */
  static final int SIZE = 512;

  /** Returns the offset of the end of the data fork in this file; it may pass the file's end. */
  long dataEnd() {
    return dataOffset > Long.MAX_VALUE - dataLength ? Long.MAX_VALUE : dataOffset + dataLength;
  }

  /** Reads the trailer at an offset of a file. */
  static KolyTrailer read(ByteSource file, long position) throws IOException {
    return read(Struct.read("UDIF trailer", file, position, SIZE, ByteOrder.BIG_ENDIAN));
  }

  /** Parses a trailer. */
  static KolyTrailer read(Struct trailer) throws MalformedImageException {
    if (!trailer.has(0, "koly")) {
      throw trailer.malformed("signature is not koly");
    }
    StringBuilder id = new StringBuilder();
    for (int i = 64; i < 80; i++) {
      id.append(String.format("%02x", trailer.u8(i)));
    }
    return new KolyTrailer(
        trailer,
        trailer.s32(4),
        trailer.u32(12),
        trailer.s64(16),
        trailer.u64(24),
        trailer.u64(32),
        trailer.u64(40),
        trailer.u64(48),
        trailer.u32(56),
        trailer.u32(60),
        id.toString(),
        Checksum.read(trailer, 80),
        trailer.u64(216),
        trailer.u64(224),
        Checksum.read(trailer, 352),
        trailer.u32(488),
        trailer.s64(492));
  }
}
