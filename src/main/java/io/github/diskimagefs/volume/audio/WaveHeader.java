package io.github.diskimagefs.volume.audio;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The canonical header of 44 bytes before the samples of a disc (RIFF WAVE, PCM). */
final class WaveHeader {
  static final int LENGTH = 44;

  private static final int RATE = 44_100;
  private static final int FRAME = 4;

  private WaveHeader() {}

  /** Returns the header followed by the samples as stored in the image. */
  static ByteSource before(ByteSource samples) {
    // A RIFF size has 32 bits; no disc comes near, but an image may pretend.
    long size = Math.min(samples.size(), 0xFFFF_FFFFL - LENGTH);
    ByteBuffer header = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt((int) (size + LENGTH - 8)).put(ascii("WAVE"));
    header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 2);
    header.putInt(RATE).putInt(RATE * FRAME).putShort((short) FRAME).putShort((short) 16);
    header.put(ascii("data")).putInt((int) size);
    return ConcatSource.of(List.of(new ArraySource(header.array()), samples));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
