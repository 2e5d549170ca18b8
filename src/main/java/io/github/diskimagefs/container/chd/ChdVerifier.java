package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Compares an image with its checksums: those of the hunks, of the data, and of the metadata. */
final class ChdVerifier {
  private static final String HUNKS = "hunks";
  private static final String RAW_SHA1 = "SHA-1 of the data";
  private static final String SHA1 = "SHA-1 of data and metadata";
  private static final String MD5 = "MD5 of the data";
  private static final int BUFFER_BYTES = 64 << 10;

  /** Bytes decoded ahead, on other cores. */
  private static final int BYTES_AHEAD = 1 << 20;

  private final ByteSource file;
  private final ChdHeader header;
  private final List<MetadataEntry> metadata;
  private final ChdDisk disk;

  ChdVerifier(ByteSource file, ChdHeader header, List<MetadataEntry> metadata, ChdDisk disk) {
    this.file = file;
    this.header = header;
    this.metadata = metadata;
    this.disk = disk;
  }

  void verify(VerifyReport report) throws IOException {
    MessageDigest sha1 = digest(header.rawSha1(), "SHA-1");
    MessageDigest md5 = digest(header.md5(), "MD5");
    boolean whole = hunks(report, sha1, md5);
    compare(report, RAW_SHA1, header.rawSha1(), sha1, whole);
    if (header.md5() != null) {
      compare(report, MD5, header.md5(), md5, whole);
    }
    if (header.sha1() != null && header.rawSha1() != null) {
      combined(report);
    }
  }

  /** Returns a digest; null if there is no sum to compare it with, or no such algorithm. */
  private static MessageDigest digest(String sum, String algorithm) {
    try {
      return sum == null ? null : MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      return null;
    }
  }

  /** Reads all hunks; returns whether none is damaged. */
  private boolean hunks(VerifyReport report, MessageDigest... digests) {
    report.start(HUNKS, header.size());
    long damaged = 0;
    String first = "";
    long ahead = 0;
    for (long hunk = 0; hunk < header.hunks(); hunk++) {
      long start = hunk * header.hunkBytes();
      if (start >= header.size()) {
        break; // hunks of an old image after its end
      }
      if (start >= ahead) {
        disk.prefetch(start, 2L * BYTES_AHEAD);
        ahead = start + BYTES_AHEAD;
      }
      int length = (int) Math.min(header.hunkBytes(), header.size() - start);
      try {
        byte[] bytes = disk.checked(hunk);
        for (MessageDigest digest : digests) {
          if (digest != null) {
            digest.update(bytes, 0, length);
          }
        }
      } catch (UnsupportedImageException e) {
        report.unchecked(HUNKS, e.getMessage());
        return false;
      } catch (IOException e) {
        first = damaged++ == 0 ? ", the first is hunk " + hunk + ": " + e.getMessage() : first;
      }
      report.read(length);
    }
    report.checked(HUNKS, damaged == 0, header.hunks() + " hunks, " + damaged + " damaged" + first);
    return damaged == 0;
  }

  private static void compare(
      VerifyReport report, String part, String expected, MessageDigest digest, boolean whole) {
    if (expected == null) {
      report.unchecked(part, "the image does not store it");
    } else if (digest == null) {
      report.unchecked(part, "this Java runtime does not have the algorithm");
    } else if (!whole) {
      report.unchecked(part, expected + ", but not every hunk could be read");
    } else {
      compare(report, part, expected, HexFormat.of().formatHex(digest.digest()));
    }
  }

  private static void compare(VerifyReport report, String part, String expected, String found) {
    boolean valid = found.equals(expected);
    report.checked(part, valid, expected + (valid ? "" : ", found " + found));
  }

  /**
   * Computes the SHA-1 of that of the data and, in their order as bytes, the tag and SHA-1 of each
   * entry of metadata that is marked.
   */
  private void combined(VerifyReport report) throws IOException {
    MessageDigest sha1 = digest(header.sha1(), "SHA-1");
    if (sha1 == null) {
      compare(report, SHA1, header.sha1(), null, true);
      return;
    }
    List<byte[]> sums = new ArrayList<>();
    for (MetadataEntry entry : metadata) {
      if ((entry.flags() & MetadataEntry.CHECKSUM) != 0) {
        byte[] sum = sum(entry, sha1);
        byte[] tag = entry.tag().getBytes(StandardCharsets.ISO_8859_1);
        sums.add(ByteBuffer.allocate(tag.length + sum.length).put(tag).put(sum).array());
      }
    }
    sums.sort(java.util.Arrays::compareUnsigned);
    sha1.update(HexFormat.of().parseHex(header.rawSha1()));
    sums.forEach(sha1::update);
    compare(report, SHA1, header.sha1(), HexFormat.of().formatHex(sha1.digest()));
  }

  private byte[] sum(MetadataEntry entry, MessageDigest sha1) throws IOException {
    byte[] buffer = new byte[Math.min(BUFFER_BYTES, entry.length())];
    for (int done = 0; done < entry.length(); ) {
      int length = Math.min(buffer.length, entry.length() - done);
      file.readFully(entry.offset() + done, ByteBuffer.wrap(buffer, 0, length));
      sha1.update(buffer, 0, length);
      done += length;
    }
    return sha1.digest();
  }
}
