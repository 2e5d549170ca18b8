package io.github.diskimagefs.container;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** A checksum that grows with the bytes added. */
public interface ContentSum {

  /** Adds the first {@code length} bytes of an array. */
  void add(byte[] bytes, int length);

  /** Returns the checksum of all bytes in hexadecimal digits. */
  String hex();

  /** Returns a checksum by a message digest. */
  static ContentSum of(MessageDigest digest) {
    return new ContentSum() {
      @Override
      public void add(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
      }

      @Override
      public String hex() {
        return HexFormat.of().formatHex(digest.digest());
      }
    };
  }

  /** Returns a CRC-32 as zlib computes it. */
  static ContentSum crc32() {
    CRC32 crc = new CRC32();
    return new ContentSum() {
      @Override
      public void add(byte[] bytes, int length) {
        crc.update(bytes, 0, length);
      }

      @Override
      public String hex() {
        return String.format("%08x", crc.getValue());
      }
    };
  }
}
