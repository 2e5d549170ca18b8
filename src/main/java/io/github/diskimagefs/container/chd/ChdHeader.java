package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The header of an image.
 *
 * @param version 1 to 5
 * @param codecs of compressed hunks, up to four; empty if no hunk is compressed
 * @param size bytes of the content
 * @param hunks their number
 * @param mapOffset byte of the file at which the map starts; 0 if it was not written
 * @param metadataOffset byte of the file at which the first entry of metadata starts; 0 for none
 * @param hunkBytes bytes of a hunk
 * @param unitBytes bytes of a sector or frame; before version 5 those of a hunk
 * @param md5 of the content in hexadecimal; null if the header has none
 * @param rawSha1 of the content in hexadecimal; null if the header has none
 * @param sha1 of {@code rawSha1} and the metadata in hexadecimal; null if the header has none
 * @param parent SHA-1 that the parent's header has, in hexadecimal; null if there is no parent
 */
record ChdHeader(
    int version,
    List<ChdCodec> codecs,
    long size,
    long hunks,
    long mapOffset,
    long metadataOffset,
    int hunkBytes,
    int unitBytes,
    String md5,
    String rawSha1,
    String sha1,
    String parent) {
  static final String MAGIC = "MComprHD";

  /** The tag, the length of the header and the version. */
  static final int START_BYTES = 16;

  /** Bounds memory; chdman makes hunks of up to 1 MiB. */
  static final int MAX_HUNK_BYTES = 4 << 20;

  /** Bounds the arithmetic on positions; the largest disks have 2^45 bytes. */
  private static final long MAX_SIZE = 1L << 60;

  private static final String NAME = "CHD header";
  private static final int[] LENGTHS = {76, 80, 120, 108, 124};
  private static final int SHA1_BYTES = 20;
  private static final int MD5_BYTES = 16;

  /** Bytes of a sector before version 2. */
  private static final int SECTOR = 512;

  private static final int HAS_PARENT = 1;

  static ChdHeader read(ByteSource file) throws IOException {
    Struct start = Struct.read(NAME, file, 0, START_BYTES, ByteOrder.BIG_ENDIAN);
    long version = start.u32(12);
    if (version < 1 || version > LENGTHS.length) {
      throw new UnsupportedImageException("CHD version " + version);
    }
    int length = LENGTHS[(int) version - 1];
    if (start.u32(8) != length) {
      throw start.mismatch(length + " bytes of version " + version, start.u32(8) + " bytes");
    }
    Struct in = Struct.read(NAME, file, 0, length, ByteOrder.BIG_ENDIAN);
    ChdHeader header =
        switch ((int) version) {
          case 1, 2 -> beforeVersion3(in, (int) version);
          case 3, 4 -> version3Or4(in, (int) version);
          default -> version5(in);
        };
    header.require(in);
    return header;
  }

  private static ChdHeader beforeVersion3(Struct in, int version) throws IOException {
    if ((in.u32(16) & HAS_PARENT) != 0) {
      throw new UnsupportedImageException("CHD version " + version + " with a parent");
    }
    long sector = version == 1 ? SECTOR : in.u32(76);
    long cylinders = in.u32(32);
    long heads = in.u32(36);
    long sectors = in.u32(40);
    long hunk = in.u32(24);
    boolean fits =
        sector <= MAX_HUNK_BYTES
            && hunk <= MAX_HUNK_BYTES
            && cylinders <= 1 << 24
            && heads <= 1 << 8
            && sectors <= 1 << 8;
    if (!fits) {
      throw in.malformed(
          "%d cylinders, %d heads, %d sectors of %d bytes", cylinders, heads, sectors, sector);
    }
    int hunkBytes = (int) Math.min(Integer.MAX_VALUE, hunk * sector);
    return new ChdHeader(
        version,
        oldCodecs(in),
        cylinders * heads * sectors * sector,
        in.u32(28),
        in.length(),
        0,
        hunkBytes,
        (int) sector,
        sum(in, 44, MD5_BYTES),
        null,
        null,
        null);
  }

  /** Version 4 has no MD5, and the fields after it at other offsets. */
  private static ChdHeader version3Or4(Struct in, int version) throws IOException {
    boolean third = version == 3;
    int hunkBytes = bytes(in, third ? 76 : 44);
    return new ChdHeader(
        version,
        oldCodecs(in),
        in.u64(28),
        in.u32(24),
        in.length(),
        in.u64(36),
        hunkBytes,
        hunkBytes,
        third ? sum(in, 44, MD5_BYTES) : null,
        sum(in, third ? 80 : 88, SHA1_BYTES),
        third ? null : sum(in, 48, SHA1_BYTES),
        (in.u32(16) & HAS_PARENT) == 0 ? null : sum(in, third ? 100 : 68, SHA1_BYTES));
  }

  private static ChdHeader version5(Struct in) throws IOException {
    List<ChdCodec> codecs = new ArrayList<>();
    for (int i = 0; i < MapEntry.CODECS && in.u32(16 + 4 * i) != 0; i++) {
      codecs.add(ChdCodec.of(in, 16 + 4 * i));
    }
    long size = in.u64(32);
    int hunkBytes = bytes(in, 56);
    return new ChdHeader(
        5,
        List.copyOf(codecs),
        size,
        hunkBytes == 0 ? 0 : size / hunkBytes + (size % hunkBytes == 0 ? 0 : 1),
        in.u64(40),
        in.u64(48),
        hunkBytes,
        bytes(in, 60),
        null,
        sum(in, 64, SHA1_BYTES),
        sum(in, 84, SHA1_BYTES),
        sum(in, 104, SHA1_BYTES));
  }

  private static int bytes(Struct in, int offset) throws MalformedImageException {
    return (int) Math.min(Integer.MAX_VALUE, in.u32(offset));
  }

  private static List<ChdCodec> oldCodecs(Struct in) throws IOException {
    long compression = in.u32(20);
    if (compression == 3) {
      throw ChdCodec.audioVideo();
    }
    if (compression > 3) {
      throw new UnsupportedImageException("CHD with compression " + compression);
    }
    return compression == 0 ? List.of() : List.of(ChdCodec.ZLIB);
  }

  /** Returns a checksum; null if all of its bytes are zero. */
  private static String sum(Struct in, int offset, int bytes) throws MalformedImageException {
    return in.zero(offset, bytes) ? null : HexFormat.of().formatHex(in.bytes(offset, bytes));
  }

  private void require(Struct in) throws MalformedImageException {
    if (hunkBytes < 1 || hunkBytes > MAX_HUNK_BYTES) {
      throw in.mismatch("hunks of 1 to " + MAX_HUNK_BYTES + " bytes", hunkBytes + " bytes");
    }
    if (unitBytes < 1 || hunkBytes % unitBytes != 0) {
      throw in.mismatch(
          "units that divide a hunk of " + hunkBytes + " bytes", unitBytes + " bytes");
    }
    if (size > MAX_SIZE || (size - 1) / hunkBytes >= Math.max(1, hunks)) {
      throw in.malformed("%d bytes in %d hunks of %d bytes", size, hunks, hunkBytes);
    }
  }

  /** Throws if the file is too short for a map. */
  void requireMap(ByteSource file, int entryBytes) throws MalformedImageException {
    if (mapOffset > file.size() || hunks > (file.size() - mapOffset) / entryBytes) {
      throw new MalformedImageException(
          "CHD map",
          mapOffset,
          hunks + " entries of " + entryBytes + " bytes",
          "the file ends at byte " + file.size());
    }
  }

  HunkMap map(ByteSource file) throws IOException {
    if (version < 5) {
      return new OldMap(file, this);
    }
    return codecs.isEmpty() ? new StoredMap(file, this) : new CompressedMap(file, this);
  }

  /** Returns a codec by its index in a map; null if there is none. */
  ChdCodec codec(int index) {
    return index < codecs.size() ? codecs.get(index) : null;
  }

  /** Returns the SHA-1 by which a child names this image; null if there is none. */
  String name() {
    return version == 3 ? rawSha1 : sha1;
  }
}
