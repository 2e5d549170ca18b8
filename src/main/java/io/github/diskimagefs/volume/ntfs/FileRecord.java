package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkRange;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file record with the attributes of the records that its attribute list names. */
final class FileRecord {
  /** Windows' limit for an attribute list. */
  private static final int MAX_LIST_BYTES = 256 << 10;

  /** [MS-FSCC] 2.1.2: MAXIMUM_REPARSE_DATA_BUFFER_SIZE. */
  private static final int MAX_REPARSE_BYTES = 16 << 10;

  private static final int LIST_ENTRY_LENGTH = 26;
  private static final int DIRECTORY = 2;

  /** All records of a file; a list of Windows' size names fewer, but in records of 64 KiB more. */
  private static final int MAX_RECORD_BYTES = 16 << 20;

  /** Parts of an attribute, of 64 bytes and more, in {@link #MAX_RECORD_BYTES}. */
  private static final int PART_BITS = 18;

  private static final long MAX_FIRST_CLUSTER = 1L << (62 - PART_BITS);

  /** Clusters of a compression unit are 16; the format has room for more. */
  private static final int MAX_UNIT_BYTES = 1 << 20;

  private final MasterFileTable table;
  private final long number;
  private final Struct record;
  private final List<Attribute> attributes;

  private FileRecord(
      MasterFileTable table, long number, Struct record, List<Attribute> attributes) {
    this.table = table;
    this.number = number;
    this.record = record;
    this.attributes = attributes;
  }

  /** Reads a record and the further records of the same file. */
  static FileRecord read(MasterFileTable table, long reference) throws IOException {
    return read(table, reference, table.read(reference));
  }

  /**
   * Reads a record and the further records of the same file, for use until the buffer is reused.
   *
   * @param buffer as long as a record
   */
  static FileRecord read(MasterFileTable table, long reference, byte[] buffer) throws IOException {
    return read(table, reference, table.read(reference, buffer));
  }

  private static FileRecord read(MasterFileTable table, long reference, Struct record)
      throws IOException {
    if (record.s64(32) != 0) {
      throw record.malformed("belongs to record %d", MasterFileTable.number(record.s64(32)));
    }
    return of(table, MasterFileTable.number(reference), record);
  }

  static FileRecord of(MasterFileTable table, long number, Struct record) throws IOException {
    List<Attribute> attributes = Attribute.all(record);
    for (Attribute attribute : attributes) {
      if (attribute.type() == Attribute.ATTRIBUTE_LIST) {
        addListed(table, number, attribute, attributes);
        break; // a file has one list
      }
    }
    return new FileRecord(table, number, record, attributes);
  }

  private static void addListed(
      MasterFileTable table, long number, Attribute attribute, List<Attribute> attributes)
      throws IOException {
    Struct list = list(table, attribute);
    Set<Long> seen = new HashSet<>(Set.of(number));
    long bytes = 0;
    for (int offset = 0; offset <= list.length() - LIST_ENTRY_LENGTH; ) {
      int length = list.u16(offset + 4);
      long reference = list.s64(offset + 16);
      if (length < LIST_ENTRY_LENGTH || length % 8 != 0) {
        throw list.malformed("entry of %d bytes at %d", length, offset);
      }
      if (seen.add(MasterFileTable.number(reference))) {
        Struct further = table.read(reference);
        bytes += further.length();
        if (bytes > MAX_RECORD_BYTES) {
          throw list.malformed("names more than %d bytes of records", MAX_RECORD_BYTES);
        }
        if (MasterFileTable.number(further.s64(32)) != number) { // base file record
          throw further.mismatch(
              "a part of record " + number, "record " + MasterFileTable.number(further.s64(32)));
        }
        attributes.addAll(Attribute.all(further));
      }
      offset += length;
    }
  }

  private static Struct list(MasterFileTable table, Attribute attribute) throws IOException {
    if (attribute.resident()) {
      return attribute.value();
    }
    long size = attribute.size();
    if (size > MAX_LIST_BYTES) {
      throw attribute.struct().mismatch("up to " + MAX_LIST_BYTES + " bytes of list", size);
    }
    DataRuns runs = new DataRuns(table.clusters());
    runs.add(attribute);
    ByteSource source = new RunSource(table.volume(), runs, table.clusterSize());
    return Struct.read("attribute list", source, 0, (int) size, ByteOrder.LITTLE_ENDIAN);
  }

  long number() {
    return number;
  }

  Struct struct() {
    return record;
  }

  boolean directory() throws IOException {
    return (record.u16(22) & DIRECTORY) != 0;
  }

  /** Returns the first part of an attribute; null if the file has none. */
  Attribute find(int type, String name) throws IOException {
    Attribute found = null;
    for (Attribute attribute : attributes) {
      if (attribute.is(type, name)
          && (found == null || attribute.firstCluster() < found.firstCluster())) {
        found = attribute;
      }
    }
    return found;
  }

  /** Returns the reparse point of the file, or null. */
  ReparsePoint reparsePoint() throws IOException {
    Attribute attribute = find(Attribute.REPARSE_POINT, "");
    if (attribute == null) {
      return null;
    }
    if (attribute.size() > MAX_REPARSE_BYTES) {
      throw attribute
          .struct()
          .mismatch("up to " + MAX_REPARSE_BYTES + " bytes of a reparse point", attribute.size());
    }
    ByteSource value = open(Attribute.REPARSE_POINT, "", null);
    return ReparsePoint.read(
        Struct.read("reparse point", value, 0, (int) value.size(), ByteOrder.LITTLE_ENDIAN));
  }

  /** Returns the names of the attributes of a type, the empty one left out. */
  List<String> names(int type) {
    return attributes.stream()
        .filter(attribute -> attribute.type() == type && !attribute.name().isEmpty())
        .map(Attribute::name)
        .distinct()
        .toList();
  }

  /** Returns the runs of all parts of an attribute, which is not resident. */
  DataRuns runs(int type, String name) throws IOException {
    List<Attribute> parts = new ArrayList<>();
    for (Attribute attribute : attributes) {
      if (attribute.is(type, name) && !attribute.resident()) {
        parts.add(attribute);
      }
    }
    long[] order = new long[parts.size()];
    for (int i = 0; i < order.length; i++) {
      long first = parts.get(i).firstCluster();
      if (first >= MAX_FIRST_CLUSTER) {
        throw parts.get(i).struct().malformed("part from cluster %d on", first);
      }
      order[i] = first << PART_BITS | i;
    }
    Arrays.sort(order);
    DataRuns runs = new DataRuns(table.clusters());
    for (long part : order) {
      runs.add(parts.get((int) (part & (1 << PART_BITS) - 1)));
    }
    return runs;
  }

  /**
   * Opens the value of an attribute.
   *
   * @param chunks of a compressed value; null if it is to be read as it is stored
   * @return null if the file has none of that name
   * @throws UnsupportedImageException if it is encrypted
   */
  ByteSource open(int type, String name, FileChunks chunks) throws IOException {
    Attribute attribute = find(type, name);
    if (attribute == null) {
      return null;
    }
    if (attribute.encrypted()) {
      throw new UnsupportedImageException("NTFS encryption (EFS)");
    }
    if (attribute.resident()) {
      return attribute.value().source();
    }
    long size = attribute.size();
    long written = Math.min(size, attribute.initialisedSize());
    DataRuns runs = runs(type, name);
    ByteSource clusters = new RunSource(table.volume(), runs, table.clusterSize());
    ByteSource value =
        attribute.compressed() && attribute.compressionUnit() > 0 && chunks != null
            ? decompressed(attribute, clusters, runs, written, chunks.range(number, name, written))
            : clusters.slice(0, written);
    return written == size
        ? value
        : ConcatSource.of(List.of(value, new ZeroSource(size - written)));
  }

  private ByteSource decompressed(
      Attribute attribute, ByteSource clusters, DataRuns runs, long written, ChunkRange range)
      throws IOException {
    int shift = attribute.compressionUnit();
    if (shift > 16 || (long) table.clusterSize() << shift > MAX_UNIT_BYTES) {
      throw new MalformedImageException(
          "attribute",
          attribute.struct().imageOffset(),
          "compression units of up to " + MAX_UNIT_BYTES + " bytes",
          "2^" + shift + " clusters");
    }
    return new CompressedRuns(clusters, runs, table.clusterSize(), 1 << shift, written, range);
  }
}
