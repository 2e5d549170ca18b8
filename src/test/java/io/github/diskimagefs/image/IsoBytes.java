package io.github.diskimagefs.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Fields as ECMA-119 writes them. */
final class IsoBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  int size() {
    return out.size();
  }

  byte[] toArray() {
    return out.toByteArray();
  }

  IsoBytes u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  IsoBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  IsoBytes ascii(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  IsoBytes le16(int value) {
    return u8(value, value >>> 8);
  }

  IsoBytes be16(int value) {
    return u8(value >>> 8, value);
  }

  IsoBytes le32(long value) {
    return le16((int) value).le16((int) (value >>> 16));
  }

  IsoBytes be32(long value) {
    return be16((int) (value >>> 16)).be16((int) value);
  }

  /** §7.2.3. */
  IsoBytes both16(int value) {
    return le16(value).be16(value);
  }

  /** §7.3.3. */
  IsoBytes both32(long value) {
    return le32(value).be32(value);
  }

  IsoBytes zeros(int count) {
    return bytes(new byte[count]);
  }

  IsoBytes padTo(int size, int fill) {
    while (out.size() < size) {
      out.write(fill);
    }
    return this;
  }

  /** A text field filled with blanks; in Joliet's descriptor UCS-2. */
  IsoBytes text(String text, int length, boolean joliet) {
    int end = out.size() + length;
    bytes(text.getBytes(joliet ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII));
    while (joliet && out.size() + 2 <= end) {
      be16(' ');
    }
    return padTo(end, joliet ? 0 : ' ');
  }

  /** §9.1.5: seven bytes, here always with offset 0. */
  IsoBytes shortTime(Instant time) {
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    return u8(utc.getYear() - 1900, utc.getMonthValue(), utc.getDayOfMonth())
        .u8(utc.getHour(), utc.getMinute(), utc.getSecond(), 0);
  }

  /** §8.4.26.1: seventeen bytes. */
  IsoBytes longTime(Instant time) {
    return ascii(
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").format(time.atOffset(ZoneOffset.UTC)))
        .ascii("00")
        .u8(0);
  }

  IsoBytes noTime() {
    return ascii("0".repeat(16)).u8(0);
  }
}
