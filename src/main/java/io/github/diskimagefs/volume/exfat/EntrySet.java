package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Directory entry set of a file or folder: a file entry, a stream extension entry and file name
 * entries (exFAT 6.3, 7.4, 7.6, 7.7).
 *
 * @param file the file entry
 * @param name as recorded
 * @param consecutive whether the content is in consecutive clusters, without a chain in the table
 * @param cluster the first; 0 if there is none
 * @param size bytes of the content
 * @param validSize bytes of it that were written; the others are zeros
 */
record EntrySet(
    Struct file, String name, boolean consecutive, long cluster, long size, long validSize) {
  /** Bytes of a directory entry. */
  static final int ENTRY = 32;

  /** A file entry that is in use. */
  static final int FILE = 0x85;

  private static final int STREAM = 0xC0;
  private static final int NAME = 0xC1;
  private static final int NAME_UNITS = 15;
  private static final int MIN_SECONDARY = 2;
  private static final int MAX_SECONDARY = 18;
  private static final int NO_FAT_CHAIN = 2;

  /**
   * Returns the number of entries of a set.
   *
   * @param file its first entry
   */
  static int entries(Struct file) throws MalformedImageException {
    int secondary = file.u8(1); // SecondaryCount
    if (secondary < MIN_SECONDARY || secondary > MAX_SECONDARY) {
      throw file.mismatch("SecondaryCount from 2 to 18", secondary);
    }
    return 1 + secondary;
  }

  /** Reads a set and checks it. */
  static EntrySet read(Struct set) throws MalformedImageException {
    if (checksum(set) != set.u16(2)) { // SetChecksum
      throw set.mismatch("SetChecksum " + checksum(set), set.u16(2));
    }
    Struct stream = set.slice("stream extension entry", ENTRY, ENTRY);
    if (stream.u8(0) != STREAM) {
      throw stream.mismatch("entry type C0", Integer.toHexString(stream.u8(0)));
    }
    int flags = stream.u8(1); //       GeneralSecondaryFlags
    int nameLength = stream.u8(3); //  NameLength
    long validSize = stream.u64(8); // ValidDataLength
    long cluster = stream.u32(20); //  FirstCluster
    long size = stream.u64(24); //     DataLength
    if (validSize > size) {
      throw stream.malformed("ValidDataLength %d of %d bytes", validSize, size);
    }
    return new EntrySet(
        set.slice(0, ENTRY),
        name(set, nameLength),
        (flags & NO_FAT_CHAIN) != 0,
        cluster,
        size,
        validSize);
  }

  private static String name(Struct set, int length) throws MalformedImageException {
    StringBuilder name = new StringBuilder(length);
    for (int offset = 2 * ENTRY; name.length() < length; offset += ENTRY) {
      Struct entry = set.slice("file name entry", offset, ENTRY);
      if (entry.u8(0) != NAME) {
        throw entry.mismatch("entry type C1", Integer.toHexString(entry.u8(0)));
      }
      for (int i = 0; i < NAME_UNITS && name.length() < length; i++) {
        name.append((char) entry.u16(2 + 2 * i));
      }
    }
    return name.toString();
  }

  /** Returns the sum of all bytes but those of the sum itself (6.3.3). */
  private static int checksum(Struct set) throws MalformedImageException {
    int sum = 0;
    for (int i = 0; i < set.length(); i++) {
      if (i != 2 && i != 3) {
        sum = ((sum & 1) << 15) + (sum >> 1) + set.u8(i) & 0xFFFF;
      }
    }
    return sum;
  }
}
