package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A recorded checksum.
 *
 * @param algorithm {@code CRC-32}, {@code MD5}, {@code SHA-1} …; empty if there is none
 * @param value in lower-case hexadecimal digits
 */
record Checksum(String algorithm, String value) {

  private static final int CRC32_TYPE = 2;

  /** Zeros that a message digest goes through, in seconds. */
  private static final long MAX_ZEROS = 2L << 30;

  /** Reads type, size in bits and 128 bytes for the value. */
  static Checksum read(Struct in, int offset) throws MalformedImageException {
    long type = in.u32(offset);
    long bits = in.u32(offset + 4);
    if (type == 0 || bits == 0 || bits > 1024 || bits % 8 != 0) {
      return new Checksum("", "");
    }
    String algorithm =
        type == CRC32_TYPE && bits == 32
            ? "CRC-32"
            : switch ((int) bits) {
              case 128 -> "MD5";
              case 160 -> "SHA-1";
              case 256 -> "SHA-256";
              case 384 -> "SHA-384";
              case 512 -> "SHA-512";
              default -> "";
            };
    return new Checksum(algorithm, HexFormat.of().formatHex(in.bytes(offset + 8, (int) bits / 8)));
  }

  boolean present() {
    return !algorithm.isEmpty();
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(value);
  }

  /** Computes a checksum of the same kind. */
  Digest digest() {
    if (algorithm.equals("CRC-32")) {
      return new Crc();
    }
    try {
      return new Hash(MessageDigest.getInstance(algorithm));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  @Override
  public String toString() {
    return present() ? algorithm + " " + value : "none";
  }

  /** A checksum in the making. */
  sealed interface Digest {
    void update(byte[] bytes, int from, int length);

    /**
     * The same as so many bytes of zero.
     *
     * @throws UnsupportedImageException if they are too many to go through them
     */
    void zeros(long count) throws UnsupportedImageException;

    /** In hexadecimal digits. */
    String value();
  }

  private static final class Crc implements Digest {
    private final Crc32 crc = new Crc32();

    @Override
    public void update(byte[] bytes, int from, int length) {
      crc.update(bytes, from, length);
    }

    @Override
    public void zeros(long count) {
      crc.zeros(count);
    }

    @Override
    public String value() {
      return String.format("%08x", crc.value());
    }
  }

  private static final class Hash implements Digest {
    private final MessageDigest digest;
    private long left = MAX_ZEROS;

    Hash(MessageDigest digest) {
      this.digest = digest;
    }

    @Override
    public void update(byte[] bytes, int from, int length) {
      digest.update(bytes, from, length);
    }

    @Override
    public void zeros(long count) throws UnsupportedImageException {
      left -= count;
      if (left < 0) {
        throw new UnsupportedImageException(digest.getAlgorithm() + " of more than 2 GiB of zeros");
      }
      byte[] zeros = new byte[1 << 16];
      for (long at = 0; at < count; at += zeros.length) {
        digest.update(zeros, 0, (int) Math.min(zeros.length, count - at));
      }
    }

    @Override
    public String value() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
