package io.github.diskimagefs.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A Nero image: data, chunks, trailer. */
public final class NrgImage {
  private final boolean second;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
  private final List<byte[]> entries = new ArrayList<>();

  private NrgImage(boolean second) {
    this.second = second;
  }

  /** Version 1, offsets of 32 bits. */
  public static NrgImage v1() {
    return new NrgImage(false);
  }

  /** Version 2, offsets of 64 bits. */
  public static NrgImage v2() {
    return new NrgImage(true);
  }

  /** A track written at once with others: {@code pregap} bytes of zeros are stored before it. */
  public NrgImage dao(int mode, int sectorSize, int pregap, byte[] sectors) {
    long begin = data.size();
    data.writeBytes(new byte[pregap]);
    data.writeBytes(sectors);
    ByteBuffer entry = ByteBuffer.allocate(second ? 42 : 30);
    entry.put(new byte[12]).putShort((short) sectorSize).put((byte) mode).put(new byte[3]);
    offset(entry, begin);
    offset(entry, begin + pregap);
    offset(entry, data.size());
    entries.add(entry.array());
    return this;
  }

  /** Ends a session of tracks written at once, the first of them with that number. */
  public NrgImage daoSession(int first) {
    ByteBuffer body = ByteBuffer.allocate(22 + entries.stream().mapToInt(e -> e.length).sum());
    body.putInt(body.capacity()).put(new byte[16]);
    body.put((byte) first).put((byte) (first + entries.size() - 1));
    entries.forEach(body::put);
    entries.clear();
    return chunk(second ? "DAOX" : "DAOI", body.array());
  }

  /** A track written alone, {@code start} as Nero counts it. */
  public NrgImage tao(int mode, long start, byte[] sectors) {
    ByteBuffer entry = ByteBuffer.allocate(second ? 32 : 20);
    offset(entry, data.size());
    offset(entry, sectors.length);
    entry.putInt(mode).putInt((int) start);
    data.writeBytes(sectors);
    entries.add(entry.array());
    return this;
  }

  /** Ends a session of tracks written alone. */
  public NrgImage taoSession() {
    byte[] body = CdSectors.join(entries.toArray(byte[][]::new));
    entries.clear();
    return chunk(second ? "ETN2" : "ETNF", body);
  }

  /** Any chunk. */
  public NrgImage chunk(String id, byte[] body) {
    chunks.writeBytes(id.getBytes(StandardCharsets.US_ASCII));
    chunks.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
    chunks.writeBytes(body);
    return this;
  }

  /** The image. */
  public byte[] build() {
    chunk("END!", new byte[0]);
    ByteBuffer trailer = ByteBuffer.allocate(second ? 12 : 8);
    trailer.put((second ? "NER5" : "NERO").getBytes(StandardCharsets.US_ASCII));
    offset(trailer, data.size());
    return CdSectors.join(data.toByteArray(), chunks.toByteArray(), trailer.array());
  }

  private void offset(ByteBuffer target, long value) {
    if (second) {
      target.putLong(value);
    } else {
      target.putInt((int) value);
    }
  }
}
