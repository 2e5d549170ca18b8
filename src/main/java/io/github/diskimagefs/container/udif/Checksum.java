package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Checksum as recorded in an image.
 *
 * @param algorithm {@code CRC-32}, {@code MD5}, {@code SHA-1} …; empty if there is none
 * @param value in lower-case hexadecimal digits
 */
record Checksum(String algorithm, String value) {

  private static final int CRC32_TYPE = 2;

  /** Maximum bytes of zeros fed to a message digest, some seconds of work. */
  private static final long MAX_ZERO_BYTES = 2L << 30;

  /** Reads a checksum: type, size in bits, and 128 bytes with the value. */
  static Checksum read(Struct struct, int offset) throws MalformedImageException {
    long type = struct.u32(offset);
    long bits = struct.u32(offset + 4);
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
    return new Checksum(
        algorithm, HexFormat.of().formatHex(struct.bytes(offset + 8, (int) bits / 8)));
  }

  /** Returns whether there is a checksum. */
  boolean present() {
    return !algorithm.isEmpty();
  }

  /** Returns the value as bytes. */
  byte[] bytes() {
    return HexFormat.of().parseHex(value);
  }

  /** Returns an incremental computation by the same algorithm. */
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

  /** Incremental computation of a checksum. */
  sealed interface Digest {
    /** Adds bytes. */
    void update(byte[] bytes, int start, int length);

    /**
     * Adds bytes of zero.
     *
     * @throws UnsupportedImageException if there are too many for the algorithm
     */
    void zeros(long count) throws UnsupportedImageException;

    /** Returns the checksum in hexadecimal digits. */
    String value();
  }

  private static final class Crc implements Digest {
    private final Crc32 crc = new Crc32();

    @Override
    public void update(byte[] bytes, int start, int length) {
      crc.update(bytes, start, length);
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
    private long left = MAX_ZERO_BYTES;

    Hash(MessageDigest digest) {
      this.digest = digest;
    }

    @Override
    public void update(byte[] bytes, int start, int length) {
      digest.update(bytes, start, length);
    }

    @Override
    public void zeros(long count) throws UnsupportedImageException {
      left -= count;
      if (left < 0) {
        throw new UnsupportedImageException(digest.getAlgorithm() + " of more than 2 GiB of zeros");
      }
      byte[] zeros = new byte[1 << 16];
      for (long done = 0; done < count; done += zeros.length) {
        digest.update(zeros, 0, (int) Math.min(zeros.length, count - done));
      }
    }

    @Override
    public String value() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
