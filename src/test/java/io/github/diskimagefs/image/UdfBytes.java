package io.github.diskimagefs.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Fields as ECMA-167 writes them, all little-endian. */
final class UdfBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Begins with room for a tag. */
  static UdfBytes descriptor() {
    return new UdfBytes().zeros(16);
  }

  int size() {
    return out.size();
  }

  byte[] toArray() {
    return out.toByteArray();
  }

  UdfBytes u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  UdfBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  UdfBytes le16(int value) {
    return u8(value, value >>> 8);
  }

  UdfBytes le32(long value) {
    return le16((int) value).le16((int) (value >>> 16));
  }

  UdfBytes le64(long value) {
    return le32(value).le32(value >>> 32);
  }

  UdfBytes zeros(int count) {
    return bytes(new byte[count]);
  }

  UdfBytes padTo(int size) {
    return zeros(size - out.size());
  }

  /** OSTA CS0, UDF 2.1.1: the shorter form that holds the text. */
  static byte[] cs0(String text) {
    boolean wide = text.chars().anyMatch(c -> c > 0xFF);
    return cs0(wide ? 16 : 8, text);
  }

  /** OSTA CS0 under a compression identifier of choice. */
  static byte[] cs0(int compression, String text) {
    UdfBytes out = new UdfBytes().u8(compression);
    boolean wide = compression == 16 || compression == 255;
    return out.bytes(text.getBytes(wide ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1))
        .toArray();
  }

  /** 1/7.2.12. */
  UdfBytes dstring(String text, int size) {
    int end = out.size() + size;
    byte[] used = text.isEmpty() ? new byte[0] : cs0(text);
    return bytes(used).padTo(end - 1).u8(used.length);
  }

  /** 1/7.2.1 with UDF 2.1.2. */
  UdfBytes charspec() {
    int end = out.size() + 64;
    return u8(0).bytes("OSTA Compressed Unicode".getBytes(StandardCharsets.US_ASCII)).padTo(end);
  }

  /** 1/7.4. */
  UdfBytes regid(String name, int revision) {
    int end = out.size() + 32;
    return u8(0)
        .bytes(name.getBytes(StandardCharsets.US_ASCII))
        .padTo(end - 8)
        .le16(revision)
        .padTo(end);
  }

  /** 1/7.3: local time of a zone. */
  UdfBytes timestamp(Instant time, int zoneMinutes) {
    OffsetDateTime at = time.atOffset(ZoneOffset.ofTotalSeconds(zoneMinutes * 60));
    int micros = at.getNano() / 1000;
    return le16((1 << 12) | (zoneMinutes & 0xFFF))
        .le16(at.getYear())
        .u8(at.getMonthValue(), at.getDayOfMonth(), at.getHour(), at.getMinute(), at.getSecond())
        .u8(micros / 10_000, micros / 100 % 100, micros % 100);
  }

  /** 3/7.1. */
  UdfBytes extentAd(long length, long sector) {
    return le32(length).le32(sector);
  }

  /** 4/14.14.2. */
  UdfBytes longAd(long length, long block, int partition) {
    return le32(length).le32(block).le16(partition).zeros(6);
  }

  /** 4/14.6. */
  UdfBytes icbTag(int strategy, int type, int flags) {
    return le32(0)
        .le16(strategy)
        .zeros(2)
        .le16(strategy == 4 ? 1 : 2)
        .u8(0, type)
        .zeros(6)
        .le16(flags);
  }

  /** The finished descriptor: its tag by 3/7.2, CRC over all that follows. */
  byte[] tagged(int identifier, long location) {
    return tag(toArray(), identifier, location);
  }

  static byte[] tag(byte[] descriptor, int identifier, long location) {
    int crc = 0;
    for (int i = 16; i < descriptor.length; i++) {
      crc ^= (descriptor[i] & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
      }
      crc &= 0xFFFF;
    }
    byte[] tag =
        new UdfBytes()
            .le16(identifier)
            .le16(3)
            .u8(0, 0)
            .le16(1)
            .le16(crc)
            .le16(descriptor.length - 16)
            .le32(location)
            .toArray();
    int sum = 0;
    for (byte b : tag) {
      sum += b;
    }
    tag[4] = (byte) sum;
    System.arraycopy(tag, 0, descriptor, 0, tag.length);
    return descriptor;
  }
}
