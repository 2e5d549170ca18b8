package io.github.diskimagefs.sector;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Crc16;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The codes that sub-channel Q repeats among its addresses: the catalogue number of the disc (mode
 * 2) and the recording code of a track (mode 3), ECMA-130 22.3 and IEC 60908 clause 17.
 *
 * @param catalogue 13 digits, or null where there is none
 * @param recording 12 characters (ISO 3901), or null where there is none
 */
public record SubchannelQ(String catalogue, String recording) {

  /** No codes. */
  public static final SubchannelQ NONE = new SubchannelQ(null, null);

  /** Each code comes in one of a hundred sectors at least. */
  private static final int LOOKED_AT = 250;

  private static final int SUB_CHANNEL = SectorLayout.SUB_CHANNEL;

  /**
   * Reads the codes of a track.
   *
   * @param position byte position of its first sector's sub-channel
   * @param stride bytes from one sub-channel to the next
   * @param sectors of the track
   */
  public static SubchannelQ read(ByteSource bytes, long position, int stride, long sectors)
      throws IOException {
    String catalogue = null;
    String recording = null;
    byte[] sub = new byte[SUB_CHANNEL];
    for (long i = 0; i < Math.min(sectors, LOOKED_AT); i++) {
      long offset = position + i * stride;
      if (offset < 0
          || offset > bytes.size() - SUB_CHANNEL
          || (catalogue != null && recording != null)) {
        break;
      }
      bytes.readFully(offset, ByteBuffer.wrap(sub));
      byte[] q = q(sub);
      int mode = q == null ? 0 : q[0] & 0xF;
      if (mode == 2 && catalogue == null) {
        catalogue = digits(q, 8, 13);
      } else if (mode == 3 && recording == null) {
        recording = recording(q);
      }
    }
    return new SubchannelQ(catalogue, recording);
  }

  /**
   * Returns the 12 bytes of Q, whose channels follow each other or are interleaved bit by bit; null
   * if neither has its CRC.
   */
  private static byte[] q(byte[] sub) throws MalformedImageException {
    byte[] q = new byte[12];
    System.arraycopy(sub, 12, q, 0, 12);
    if (holds(q)) {
      return q;
    }
    for (int i = 0; i < 12; i++) {
      int value = 0;
      for (int bit = 0; bit < 8; bit++) {
        value = (value << 1) | ((sub[8 * i + bit] >> 6) & 1);
      }
      q[i] = (byte) value;
    }
    return holds(q) ? q : null;
  }

  /** Whether the CRC, recorded inverted and big-endian, is that of the ten bytes before. */
  private static boolean holds(byte[] q) throws MalformedImageException {
    Struct struct = Struct.of("sub-channel Q", q, 0, ByteOrder.LITTLE_ENDIAN);
    return (~Crc16.of(struct, 0, 10) & 0xFFFF) == struct.bigEndian().u16(10);
  }

  /** Digits of four bits; null if they are none, or all zero. */
  private static String digits(byte[] q, int fromBit, int count) {
    StringBuilder digits = new StringBuilder(count);
    boolean any = false;
    for (int i = 0; i < count; i++) {
      int digit = bits(q, fromBit + 4 * i, 4);
      if (digit > 9) {
        return null;
      }
      any |= digit != 0;
      digits.append((char) ('0' + digit));
    }
    return any ? digits.toString() : null;
  }

  /** Five characters of six bits, two bits of nothing, seven digits. */
  private static String recording(byte[] q) {
    StringBuilder code = new StringBuilder(12);
    for (int i = 0; i < 5; i++) {
      char c = (char) ('0' + bits(q, 8 + 6 * i, 6));
      if ((c > '9' && c < 'A') || c > 'Z') {
        return null;
      }
      code.append(c);
    }
    String digits = digits(q, 40, 7);
    return digits == null ? null : code.append(digits).toString();
  }

  private static int bits(byte[] q, int first, int count) {
    int value = 0;
    for (int bit = first; bit < first + count; bit++) {
      value = (value << 1) | ((q[bit / 8] >> (7 - bit % 8)) & 1);
    }
    return value;
  }
}
