package io.github.diskimagefs.container;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads all bytes of an image's content, which decodes them, to verify it. */
public final class ContentVerifier {
  private static final int BUFFER_BYTES = 128 << 10;

  /** Bytes that are announced ahead of the reader. */
  private static final int AHEAD_BYTES = 1 << 20;

  private ContentVerifier() {}

  /**
   * Reads all bytes, and reports the first that cannot be decoded.
   *
   * @param part name of the part in the report
   * @param sum receives the bytes; null if there is no checksum
   * @return whether all were read
   */
  public static boolean read(String part, ByteSource content, ContentSum sum, VerifyReport report) {
    report.start(part, content.size());
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (long position = 0; position < content.size(); ) {
        int length = (int) Math.min(BUFFER_BYTES, content.size() - position);
        content.prefetch(position + length, AHEAD_BYTES);
        content.readFully(position, ByteBuffer.wrap(buffer, 0, length));
        if (sum != null) {
          sum.add(buffer, length);
        }
        position += length;
        report.read(length);
      }
      return true;
    } catch (UnsupportedImageException e) {
      report.unchecked(part, e.getMessage());
    } catch (IOException e) {
      report.checked(part, false, e.getMessage());
    }
    return false;
  }

  /**
   * Reads all bytes, and reports whether they have a checksum.
   *
   * @param expected in hexadecimal digits
   */
  public static void verify(
      String part, ByteSource content, ContentSum sum, String expected, VerifyReport report) {
    if (read(part, content, sum, report)) {
      compare(part, sum.hex(), expected, report);
    }
  }

  /** Reports whether a checksum is the expected one. */
  public static void compare(String part, String found, String expected, VerifyReport report) {
    boolean valid = found.equals(expected);
    report.checked(part, valid, expected + (valid ? "" : ", found " + found));
  }
}
