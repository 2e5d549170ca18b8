package io.github.diskimagefs.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes LZFSE streams of one LZVN block, greedily: enough to make data to decode. */
final class LzvnWriter {
  private static final int HASH_BITS = 14;
  private static final int MAX_DISTANCE_LENGTH = 65535;

  private final byte[] in;
  private final int end;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private LzvnWriter(byte[] in, int end) {
    this.in = in;
    this.end = end;
  }

  static byte[] stream(byte[] in, int length) {
    LzvnWriter writer = new LzvnWriter(in, length);
    writer.encode();
    byte[] payload = writer.out.toByteArray();
    ByteBuffer stream = ByteBuffer.allocate(12 + payload.length + 4);
    stream.order(ByteOrder.LITTLE_ENDIAN);
    stream.put(new byte[] {'b', 'v', 'x', 'n'}).putInt(length).putInt(payload.length);
    stream.put(payload).put(new byte[] {'b', 'v', 'x', '$'});
    return stream.array();
  }

  private void encode() {
    int[] last = new int[1 << HASH_BITS];
    Arrays.fill(last, -1);
    int literals = 0;
    int offset = 0;
    while (offset + 8 < end) {
      int word = word(offset);
      int hash = word * 0x9E3779B1 >>> 32 - HASH_BITS;
      int found = last[hash];
      last[hash] = offset;
      if (found < 0 || offset - found > MAX_DISTANCE_LENGTH || word(found) != word) {
        offset++;
        continue;
      }
      int length = 4;
      while (offset + length < end - 8 && in[found + length] == in[offset + length]) {
        length++;
      }
      literals(literals, offset);
      match(offset - found, length);
      offset += length;
      literals = offset;
    }
    literals(literals, end);
    out.writeBytes(new byte[] {6, 0, 0, 0, 0, 0, 0, 0});
  }

  private int word(int offset) {
    return in[offset] & 0xFF
        | (in[offset + 1] & 0xFF) << 8
        | (in[offset + 2] & 0xFF) << 16
        | (in[offset + 3] & 0xFF) << 24;
  }

  private void literals(int from, int to) {
    for (int offset = from; offset < to; ) {
      int count = Math.min(to - offset, 271);
      if (count >= 16) {
        out.write(0xE0);
        out.write(count - 16);
      } else {
        out.write(0xE0 | count);
      }
      out.write(in, offset, count);
      offset += count;
    }
  }

  private void match(int distance, int length) {
    int first = Math.min(length, 10);
    out.write(0x07 | first - 3 << 3);
    out.write(distance & 0xFF);
    out.write(distance >> 8);
    for (int left = length - first; left > 0; ) {
      int count = Math.min(left, 271);
      if (count >= 16) {
        out.write(0xF0);
        out.write(count - 16);
      } else {
        out.write(0xF0 | count);
      }
      left -= count;
    }
  }
}
