package io.github.diskimagefs.partition;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Logical partitions of Android (AOSP, {@code fs_mgr/liblp}, metadata_format.h): the tables at the
 * start of the partition {@code super}, by their copies if they are damaged. Sectors have 512
 * bytes.
 */
final class LogicalPartitionScheme implements PartitionScheme {
  private static final int SECTOR = 512;
  private static final long GEOMETRY_MAGIC = 0x616C_4467;
  private static final int GEOMETRY_LENGTH = 52;
  private static final int GEOMETRY_SPACE = 4096;

  /** Offsets of the geometry and of its copy. */
  private static final int[] GEOMETRIES = {4096, 8192};

  private static final long HEADER_MAGIC = 0x414C_5030;
  private static final int HEADER_LENGTH = 128;
  private static final int TABLES = GEOMETRIES[1] + GEOMETRY_SPACE;
  private static final int MAJOR_VERSION = 10;

  /** Tables of Android are 64 KiB, for up to three slots. */
  private static final int MAX_TABLE_BYTES = 1 << 20;

  private static final int MAX_SLOTS = 8;
  private static final int PARTITION = 52;
  private static final int NAME = 36;
  private static final int EXTENT = 24;
  private static final int LINEAR = 0;
  private static final int HASH = 32;

  /** Where the tables of the first slot may be. */
  private record Geometry(int maxSize, int slots) {}

  @Override
  public String name() {
    return "LP";
  }

  @Override
  public boolean probe(ByteSource disk) throws IOException {
    return geometry(disk) != null;
  }

  @Override
  public List<Partition> partitions(ByteSource disk, int sectorSize) throws IOException {
    Geometry geometry = geometry(disk);
    if (geometry == null) {
      return List.of();
    }
    // The tables of all slots are followed by their copies.
    for (int i = 0; i < 2 * geometry.slots; i++) {
      int number = i / 2 + (i % 2) * geometry.slots;
      long offset = TABLES + (long) number * geometry.maxSize;
      Struct metadata = metadata(disk, offset, geometry.maxSize);
      if (metadata != null) {
        return partitions(disk, metadata);
      }
    }
    return List.of();
  }

  private static Geometry geometry(ByteSource disk) throws IOException {
    for (int offset : GEOMETRIES) {
      if (!disk.holds(offset, GEOMETRY_LENGTH)) {
        return null;
      }
      Struct in =
          Struct.read(
              "logical partition geometry", disk, offset, GEOMETRY_LENGTH, ByteOrder.LITTLE_ENDIAN);
      long maxSize = in.u32(40);
      long slots = in.u32(44);
      if (in.u32(0) == GEOMETRY_MAGIC
          && in.u32(4) == GEOMETRY_LENGTH
          && hashed(in.bytes(), 8)
          && maxSize >= HEADER_LENGTH
          && maxSize <= MAX_TABLE_BYTES
          && slots >= 1
          && slots <= MAX_SLOTS) {
        return new Geometry((int) maxSize, (int) slots);
      }
    }
    return null;
  }

  /** Returns whether bytes have the SHA-256 that is in them at an offset, counted as zeros. */
  private static boolean hashed(byte[] bytes, int offset) {
    byte[] recorded = Arrays.copyOfRange(bytes, offset, offset + HASH);
    byte[] cleared = bytes.clone();
    Arrays.fill(cleared, offset, offset + HASH, (byte) 0);
    return Arrays.equals(recorded, sha256(cleared));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** Reads the header and the tables of a slot; returns null if they are not valid. */
  private static Struct metadata(ByteSource disk, long offset, int maxSize) throws IOException {
    if (!disk.holds(offset, maxSize)) {
      return null;
    }
    Struct in =
        Struct.read("logical partition metadata", disk, offset, maxSize, ByteOrder.LITTLE_ENDIAN);
    long headerSize = in.u32(8);
    long tablesSize = in.u32(44);
    boolean valid =
        in.u32(0) == HEADER_MAGIC
            && in.u16(4) == MAJOR_VERSION
            && headerSize >= HEADER_LENGTH
            && headerSize <= maxSize
            && tablesSize <= maxSize - headerSize
            && hashed(in.bytes(0, (int) headerSize), 12)
            && Arrays.equals(
                in.bytes(48, HASH), sha256(in.bytes((int) headerSize, (int) tablesSize)));
    return valid ? in.slice(0, (int) (headerSize + tablesSize)) : null;
  }

  private List<Partition> partitions(ByteSource disk, Struct metadata) throws IOException {
    Struct tables = metadata.slice((int) metadata.u32(8), (int) metadata.u32(44));
    List<Struct> entries = table(metadata, 80, tables, PARTITION);
    List<Struct> extents = table(metadata, 92, tables, EXTENT);
    List<Partition> found = new ArrayList<>();
    long extentsLeft = extents.size(); // no two partitions share any
    for (int i = 0; i < entries.size(); i++) {
      Struct entry = entries.get(i);
      long first = entry.u32(40); // first_extent_index
      long count = entry.u32(44); // num_extents
      extentsLeft -= count;
      if (first + count <= extents.size() && extentsLeft >= 0) {
        Partition partition =
            partition(entry, i + 1, extents.subList((int) first, (int) (first + count)));
        if (partition != null && disk.holds(partition.offset(), 1)) {
          found.add(partition);
        }
      }
    }
    return found;
  }

  /** Returns the entries of the table that a descriptor of the header describes. */
  private static List<Struct> table(Struct metadata, int descriptor, Struct tables, int length)
      throws IOException {
    long offset = metadata.u32(descriptor);
    long count = metadata.u32(descriptor + 4);
    long size = metadata.u32(descriptor + 8);
    List<Struct> entries = new ArrayList<>();
    if (size >= length && size <= tables.length() && offset + count * size <= tables.length()) {
      for (int i = 0; i < count; i++) {
        entries.add(tables.slice("logical partition", (int) (offset + i * size), length));
      }
    }
    return entries;
  }

  /** Returns a partition; null if nothing of it is stored on this disk. */
  private Partition partition(Struct entry, int index, List<Struct> extents) throws IOException {
    List<PartitionExtent> parts = new ArrayList<>();
    long start = -1;
    long length = 0;
    for (Struct extent : extents) {
      long sectors = extent.u64(0); //   num_sectors
      boolean linear = extent.u32(8) == LINEAR; // target_type
      long sector = extent.u64(12); //   target_data
      if (sectors > Long.MAX_VALUE / SECTOR - length / SECTOR
          || sector > Long.MAX_VALUE / SECTOR - sectors
          || (linear && extent.u32(20) != 0)) { // target_source: another disk
        return null;
      }
      start = linear && start < 0 ? sector * SECTOR : start;
      parts.add(
          new PartitionExtent(linear ? sector * SECTOR : PartitionExtent.ZEROS, sectors * SECTOR));
      length += sectors * SECTOR;
    }
    if (start < 0 || length == 0) {
      return null;
    }
    String name = entry.text(0, NAME, StandardCharsets.UTF_8);
    int end = name.indexOf('\0');
    return new Partition(
        name(),
        index,
        end < 0 ? name : name.substring(0, end),
        "linear",
        start,
        length,
        false,
        parts.size() == 1 ? List.of() : parts);
  }
}
