package io.github.diskimagefs.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A WAVE file, chunk by chunk. */
public final class WaveBytes {
  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

  /** Returns samples of a disc with the usual header. */
  public static byte[] of(byte[] samples) {
    return new WaveBytes().format(1, 44_100).chunk("data", samples).build();
  }

  /** Adds the format of 16 bits and two channels. */
  public WaveBytes format(int tag, int rate) {
    ByteBuffer format = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    format.putShort((short) tag).putShort((short) 2).putInt(rate).putInt(rate * 4);
    return chunk("fmt ", format.putShort((short) 4).putShort((short) 16).array());
  }

  /** Adds a chunk, without a pad byte. */
  public WaveBytes chunk(String id, byte[] content) {
    return chunk(id, content.length, content);
  }

  /** Adds a chunk that declares another size. */
  public WaveBytes chunk(String id, int size, byte[] content) {
    chunks.writeBytes(id.getBytes(StandardCharsets.US_ASCII));
    chunks.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(size).array());
    chunks.writeBytes(content);
    return this;
  }

  /** Returns the file. */
  public byte[] build() {
    byte[] content = chunks.toByteArray();
    ByteBuffer file = ByteBuffer.allocate(12 + content.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + content.length);
    return file.put("WAVE".getBytes(StandardCharsets.US_ASCII)).put(content).array();
  }
}
