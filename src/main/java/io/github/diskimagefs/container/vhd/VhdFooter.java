package io.github.diskimagefs.container.vhd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The footer of a VHD (Virtual Hard Disk Image Format Specification, "Hard Disk Footer Format").
 * Big-endian. Dynamic disks have a copy at the start.
 *
 * @param type {@link #FIXED}, {@link #DYNAMIC} or {@link #DIFFERENCING}
 * @param headerOffset offset of the dynamic disk header
 * @param size of the disk in bytes
 * @param creator the application that made the disk
 * @param date of creation
 * @param id unique identifier
 * @param valid whether the checksum is right
 */
record VhdFooter(
    int type, long headerOffset, long size, String creator, Instant date, UUID id, boolean valid) {
  static final int LENGTH = 512;

  /** Virtual PC before 2004 left out the last byte. */
  private static final int OLD_LENGTH = 511;

  private static final String COOKIE = "conectix";

  static final int FIXED = 2;
  static final int DYNAMIC = 3;
  static final int DIFFERENCING = 4;

  /** Seconds from 1970 to 2000, when time stamps start. */
  private static final long EPOCH = 946_684_800;

  /** Maximum disk size; keeps sums within 63 bits. */
  private static final long MAX_SIZE = 1L << 61;

  /** Returns whether a file starts with a footer's copy. */
  static boolean atStart(ByteSource file) throws IOException {
    return cookieAt(file, 0);
  }

  /** Returns whether a file ends with a footer. */
  static boolean atEnd(ByteSource file) throws IOException {
    return cookieAt(file, file.size() - LENGTH) || cookieAt(file, file.size() - OLD_LENGTH);
  }

  private static boolean cookieAt(ByteSource file, long offset) throws IOException {
    return offset >= 0
        && offset <= file.size() - COOKIE.length()
        && Struct.read("VHD footer", file, offset, COOKIE.length(), ByteOrder.BIG_ENDIAN)
            .has(0, COOKIE);
  }

  /** Reads the footer, or its copy at the start if that alone is whole. */
  static VhdFooter read(ByteSource file) throws IOException {
    VhdFooter footer = null;
    if (cookieAt(file, file.size() - LENGTH)) {
      footer = parse(file, file.size() - LENGTH, LENGTH);
    } else if (cookieAt(file, file.size() - OLD_LENGTH)) {
      footer = parse(file, file.size() - OLD_LENGTH, OLD_LENGTH);
    }
    if ((footer == null || !footer.valid) && atStart(file)) {
      VhdFooter copy = parse(file, 0, LENGTH);
      if (footer == null || copy.valid) {
        footer = copy;
      }
    }
    if (footer == null) {
      throw new MalformedImageException("VHD footer", file.size(), "is missing");
    }
    if (footer.type < FIXED || footer.type > DIFFERENCING) {
      throw new UnsupportedImageException("VHD disk type " + footer.type);
    }
    return footer;
  }

  private static VhdFooter parse(ByteSource file, long offset, int length) throws IOException {
    Struct struct = Struct.read("VHD footer", file, offset, length, ByteOrder.BIG_ENDIAN);
    long size = struct.u64(48); //             Current Size
    if (size > MAX_SIZE) {
      throw struct.mismatch("a current size up to " + MAX_SIZE, size);
    }
    return new VhdFooter(
        (int) Math.min(struct.u32(60), Integer.MAX_VALUE), //  Disk Type
        struct.s64(16), //                     Data Offset
        size,
        struct.text(28, 4, StandardCharsets.ISO_8859_1).trim(),
        Instant.ofEpochSecond(EPOCH + struct.u32(24)),
        new UUID(struct.s64(68), struct.s64(76)),
        checksum(struct, 64) == struct.u32(64));
  }

  /** Returns the one's complement of the sum of all bytes but the checksum's own. */
  static long checksum(Struct struct, int checksumOffset) throws IOException {
    int sum = 0;
    for (int i = 0; i < struct.length(); i++) {
      if (i < checksumOffset || i >= checksumOffset + 4) {
        sum += struct.u8(i);
      }
    }
    return ~sum & 0xFFFF_FFFFL;
  }
}
