package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import java.io.IOException;

/** The master file table ($MFT): a record for each file and folder. */
final class MasterFileTable {
  static final long ROOT = 5;
  static final long VOLUME = 3;
  static final long UPCASE = 10;

  /** Records below this number describe the volume itself. */
  static final long FIRST_FILE = 16;

  private static final int IN_USE = 1;

  private final ByteSource volume;
  private final BootSector boot;
  private final long clusters;
  private final BufferPool buffers;
  private ByteSource content;

  /** Opens the table, whose own records may be spread over itself. */
  MasterFileTable(ByteSource volume, BootSector boot) throws IOException {
    this.volume = volume;
    this.boot = boot;
    this.buffers = new BufferPool(boot.recordSize());
    this.clusters = boot.sectors() / (boot.clusterSize() / boot.sectorSize());
    Struct first = firstRecord();
    // The first part of the table's runs leads to the records that hold the others.
    for (Attribute attribute : Attribute.all(first)) {
      if (attribute.is(Attribute.DATA, "") && content == null) {
        DataRuns runs = new DataRuns(clusters);
        runs.add(attribute);
        content = new RunSource(volume, runs, boot.clusterSize());
      }
    }
    if (content == null) {
      throw first.malformed("the MFT has no data");
    }
    FileRecord record = FileRecord.of(this, 0, first);
    DataRuns runs = record.runs(Attribute.DATA, "");
    content = new RunSource(volume, runs, boot.clusterSize());
  }

  /** Reads the table's own record, or its copy if that alone is valid. */
  private Struct firstRecord() throws IOException {
    try {
      return record(boot.mftCluster());
    } catch (MalformedImageException e) {
      if (boot.mirrorCluster() <= 0 || boot.mirrorCluster() >= clusters) {
        throw e;
      }
      try {
        return record(boot.mirrorCluster());
      } catch (MalformedImageException copy) {
        e.addSuppressed(copy);
        throw e;
      }
    }
  }

  private Struct record(long cluster) throws IOException {
    return FixUp.read(
        "MFT record 0", "FILE", volume, cluster * boot.clusterSize(), boot.recordSize());
  }

  /** Returns the clusters of the volume. */
  long clusters() {
    return clusters;
  }

  int clusterSize() {
    return boot.clusterSize();
  }

  ByteSource volume() {
    return volume;
  }

  /** Returns buffers for records that are parsed and not kept. */
  BufferPool buffers() {
    return buffers;
  }

  /**
   * Reads a record that is in use into new memory.
   *
   * @param reference number in the lower 48 bits, sequence number in the upper 16; 0 for any
   */
  Struct read(long reference) throws IOException {
    return read(reference, new byte[boot.recordSize()]);
  }

  /**
   * Reads a record that is in use.
   *
   * @param reference number in the lower 48 bits, sequence number in the upper 16; 0 for any
   * @param buffer as long as a record, which the result uses
   */
  Struct read(long reference, byte[] buffer) throws IOException {
    long number = number(reference);
    long offset = number * boot.recordSize();
    String name = "MFT record " + number;
    if (offset > content.size() - boot.recordSize()) {
      throw new MalformedImageException(
          name, MalformedImageException.NO_OFFSET, "is past the end of the MFT");
    }
    Struct record = FixUp.read(name, "FILE", content, offset, buffer);
    int sequence = (int) (reference >>> 48);
    if ((record.u16(22) & IN_USE) == 0) {
      throw record.malformed("is not in use");
    }
    if (sequence != 0 && record.u16(16) != sequence) {
      throw record.mismatch("sequence number " + sequence, record.u16(16));
    }
    return record;
  }

  /** Returns the number of the record that a reference names. */
  static long number(long reference) {
    return reference & 0xFFFF_FFFF_FFFFL;
  }
}
