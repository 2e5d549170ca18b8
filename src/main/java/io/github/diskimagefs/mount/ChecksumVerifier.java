package io.github.diskimagefs.mount;

import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.volume.StoredChecksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares the bytes of a volume with a checksum that the volume stores. */
final class ChecksumVerifier {
  private static final int BUFFER = 128 << 10;

  private ChecksumVerifier() {}

  /**
   * Computes a checksum and reports the result.
   *
   * @param volume the volume's name in the report
   */
  static void verify(StoredChecksum checksum, String volume, VerifyReport report) {
    String part = volume + ", " + checksum.name();
    report.start(part, checksum.content().size());
    try {
      String found = compute(checksum, report);
      boolean valid = found.equals(checksum.hex());
      report.checked(part, valid, checksum.hex() + (valid ? "" : ", found " + found));
    } catch (NoSuchAlgorithmException e) {
      report.unchecked(part, "this Java runtime has no " + checksum.algorithm());
    } catch (IOException e) {
      report.checked(part, false, e.getMessage());
    }
  }

  private static String compute(StoredChecksum checksum, VerifyReport report)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance(checksum.algorithm());
    byte[] buffer = new byte[BUFFER];
    long size = checksum.content().size();
    for (long position = 0; position < size; ) {
      int length = (int) Math.min(BUFFER, size - position);
      checksum.content().readFully(position, ByteBuffer.wrap(buffer, 0, length));
      digest.update(buffer, 0, length);
      position += length;
      report.read(length);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
