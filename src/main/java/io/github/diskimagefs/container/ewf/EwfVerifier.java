package io.github.diskimagefs.container.ewf;

import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares the checksums of sections and chunks, and the hashes of the medium. */
record EwfVerifier(Segments segments, EwfDisk disk, VerifyReport report) {
  /** Bytes that are announced ahead of the reader. */
  private static final int AHEAD_BYTES = 1 << 20;

  void run() {
    sections();
    MessageDigest md5 = digest("MD5", segments.md5());
    MessageDigest sha1 = digest("SHA-1", segments.sha1());
    if (chunks(md5, sha1)) {
      compare("MD5", segments.md5(), md5);
      compare("SHA-1", segments.sha1(), sha1);
    }
  }

  private void sections() {
    String damage = segments.damage();
    try {
      int table = segments.tables().firstDamaged();
      if (damage == null && table > 0) {
        damage = "the checksum of table " + table + " is wrong";
      }
    } catch (IOException e) {
      damage = e.getMessage();
    }
    String figures = segments.sections() + " sections, " + segments.tables().count() + " tables";
    report.checkedStructure("sections", damage == null, damage == null ? figures : damage);
  }

  /** Reads all chunks; returns whether all are valid. */
  private boolean chunks(MessageDigest md5, MessageDigest sha1) {
    report.start("chunks", disk.size());
    long damaged = 0;
    String first = "";
    long count = 0;
    int chunkSize = segments.media().chunkSize();
    for (long position = 0; position < disk.size(); position += chunkSize, count++) {
      int length = disk.length(count);
      disk.prefetch(position + length, AHEAD_BYTES);
      try {
        byte[] chunk = disk.checked(count);
        if (damaged == 0 && md5 != null) {
          md5.update(chunk, 0, length);
        }
        if (damaged == 0 && sha1 != null) {
          sha1.update(chunk, 0, length);
        }
      } catch (IOException e) {
        if (damaged++ == 0) {
          first = ", the first: " + e.getMessage();
        }
        if (count >= segments.tables().chunks()) {
          break; // the rest is missing as well
        }
      }
      report.read(length);
    }
    String figures = damaged == 0 ? count + " chunks" : damaged + " damaged chunks" + first;
    report.checked("chunks", damaged == 0, figures);
    return damaged == 0;
  }

  /** Returns a digest; null if there is nothing to compare it with, or no such algorithm. */
  private static MessageDigest digest(String algorithm, String stored) {
    try {
      return stored == null ? null : MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      return null;
    }
  }

  private void compare(String algorithm, String stored, MessageDigest digest) {
    if (stored == null) {
      return;
    }
    if (digest == null) {
      report.unchecked(algorithm, "this Java runtime has no " + algorithm);
      return;
    }
    String found = HexFormat.of().formatHex(digest.digest());
    boolean valid = found.equals(stored);
    report.checked(algorithm, valid, stored + (valid ? "" : ", found " + found));
  }
}
