package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The UDIF trailer: 512 bytes, big-endian, at the end of the file, with some writers at its start.
 *
 * @param running where this segment's data fork begins in the data of all segments
 * @param dataOffset the data fork's position in this file
 * @param segment 1-based, 0 if the writer left it out
 * @param segments number of segments, 0 or 1 for a whole image
 * @param segmentId the same for all segments of an image
 * @param sectors of 512 bytes, as the trailer states it
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

  static final int SIZE = 512;

  /** Where the trailer of a file lies, or -1. */
  static long find(ByteSource file) throws IOException {
    if (file.size() < SIZE) {
      return -1;
    }
    long end = file.size() - SIZE;
    return signed(file, end) ? end : signed(file, 0) ? 0 : -1;
  }

  private static boolean signed(ByteSource file, long position) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(12);
    file.readFully(position, head);
    // 'koly'; at 8 the size of the header, which tells it from a text that begins so.
    return head.getInt(0) == 0x6B6F6C79 && head.getInt(8) == SIZE;
  }

  static KolyTrailer read(ByteSource file, long position) throws IOException {
    return read(Struct.read("UDIF trailer", file, position, SIZE, ByteOrder.BIG_ENDIAN));
  }

  static KolyTrailer read(Struct in) throws MalformedImageException {
    if (!in.has(0, "koly")) {
      throw in.malformed("signature is not koly");
    }
    StringBuilder id = new StringBuilder();
    for (int i = 64; i < 80; i++) {
      id.append(String.format("%02x", in.u8(i)));
    }
    return new KolyTrailer(
        in,
        in.s32(4),
        in.u32(12),
        in.s64(16),
        in.u64(24),
        in.u64(32),
        in.u64(40),
        in.u64(48),
        in.u32(56),
        in.u32(60),
        id.toString(),
        Checksum.read(in, 80),
        in.u64(216),
        in.u64(224),
        Checksum.read(in, 352),
        in.u32(488),
        in.s64(492));
  }
}
