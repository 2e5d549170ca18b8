package io.github.diskimagefs.cli;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A checksum that {@code hash} computes. */
enum HashAlgorithm {
  SHA256("SHA-256"),
  SHA1("SHA-1"),
  SHA512("SHA-512"),
  MD5("MD5"),
  CRC32("");

  private final String algorithm;

  HashAlgorithm(String algorithm) {
    this.algorithm = algorithm;
  }

  /** A computation in work. */
  interface Computation {
    /** Adds bytes. */
    void update(byte[] bytes, int length);

    /** Returns the checksum in lower-case hexadecimal digits. */
    String result();
  }

  /** Starts a computation. */
  Computation start() {
    return this == CRC32 ? new Crc() : new Digest(algorithm);
  }

  private static final class Digest implements Computation {
    private final MessageDigest digest;

    Digest(String algorithm) {
      try {
        digest = MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every JDK has them
      }
    }

    @Override
    public void update(byte[] bytes, int length) {
      digest.update(bytes, 0, length);
    }

    @Override
    public String result() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private static final class Crc implements Computation {
    private final java.util.zip.CRC32 crc = new java.util.zip.CRC32();

    @Override
    public void update(byte[] bytes, int length) {
      crc.update(bytes, 0, length);
    }

    @Override
    public String result() {
      return HexFormat.of()
          .formatHex(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
    }
  }
}
