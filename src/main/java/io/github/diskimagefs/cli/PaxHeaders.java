package io.github.diskimagefs.cli;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * The extended headers of a tar entry (POSIX.1-2001, pax): values that the fields of ustar cannot
 * hold. Values may be bytes of any kind, as those of extended attributes are.
 */
final class PaxHeaders {
  /** Bytes of the name fields of ustar. */
  private static final int MAX_USTAR_NAME_BYTES = 100;

  /** Seven octal digits. */
  private static final long MAX_USTAR_ID = 07777777;

  /** Eleven octal digits, of a size in bytes or a time in seconds. */
  private static final long MAX_USTAR_NUMBER = 077777777777L;

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();

  /** Adds a name if it is too long for ustar or has characters outside of ASCII. */
  void name(String key, String name) {
    boolean plain = name.chars().allMatch(c -> c > 0 && c < 0x80);
    if (!plain || name.length() > MAX_USTAR_NAME_BYTES) {
      put(key, name.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Adds a size if it is too large for ustar. */
  void size(long size) {
    if (size > MAX_USTAR_NUMBER) {
      put("size", Long.toString(size));
    }
  }

  /** Adds the number of a user or a group if it is too large for ustar. */
  void id(String key, long id) {
    if (id > MAX_USTAR_ID) {
      put(key, Long.toString(id));
    }
  }

  /** Adds the time of the last modification, if it has parts of seconds or is out of range. */
  void modified(FileTime time) {
    Instant instant = time.toInstant();
    long seconds = instant.getEpochSecond();
    if (instant.getNano() != 0 || seconds < 0 || seconds > MAX_USTAR_NUMBER) {
      time("mtime", time);
    }
  }

  /** Adds a time, which may be unknown. */
  void time(String key, FileTime time) {
    if (time.toMillis() == 0) {
      return;
    }
    Instant instant = time.toInstant();
    BigDecimal seconds =
        BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), 9));
    put(key, seconds.stripTrailingZeros().toPlainString());
  }

  private void put(String key, String value) {
    put(key, value.getBytes(StandardCharsets.US_ASCII));
  }

  /** Adds a record: its own length in decimal digits, the key and the value. */
  void put(String key, byte[] value) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    int rest = name.length + value.length + 3; // space, equals sign, line feed
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    records.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
    records.writeBytes(name);
    records.write('=');
    records.writeBytes(value);
    records.write('\n');
  }

  /** Returns whether there is no record. */
  boolean isEmpty() {
    return records.size() == 0;
  }

  /** Returns all records. */
  byte[] bytes() {
    return records.toByteArray();
  }
}
