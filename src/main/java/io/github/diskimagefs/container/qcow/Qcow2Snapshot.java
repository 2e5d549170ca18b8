package io.github.diskimagefs.container.qcow;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An internal snapshot (qemu docs/interop/qcow2, "Snapshots").
 *
 * @param id its number as text
 * @param name as the user gave it
 * @param date of creation
 * @param l1Offset offset of the snapshot's L1 table
 * @param l1Size entries of that table
 * @param size of the disk in bytes; -1 where it is not recorded
 */
record Qcow2Snapshot(String id, String name, Instant date, long l1Offset, long l1Size, long size) {
  /** qemu's limit. */
  private static final int MAX_SNAPSHOTS = 65_536;

  /** qemu's limit for the data between a snapshot's fixed fields and its names. */
  private static final int MAX_EXTRA_BYTES = 1024;

  /** qemu allows 64 MiB; names of snapshots are short. */
  private static final int MAX_TABLE_BYTES = 8 << 20;

  private static final int FIXED_LENGTH = 40;

  /** Reads the snapshot table. */
  static List<Qcow2Snapshot> read(ByteSource file, Qcow2Header header) throws IOException {
    List<Qcow2Snapshot> snapshots = new ArrayList<>();
    long offset = header.snapshotsOffset();
    for (long i = 0; i < header.snapshots(); i++) {
      if (i == MAX_SNAPSHOTS) {
        throw Struct.of("QCOW2 header", new byte[0], 0, ByteOrder.BIG_ENDIAN)
            .mismatch("up to " + MAX_SNAPSHOTS + " snapshots", header.snapshots());
      }
      Struct struct =
          Struct.read("QCOW2 snapshot", file, offset, FIXED_LENGTH, ByteOrder.BIG_ENDIAN);
      int idLength = struct.u16(12); //    id_str_size
      int nameLength = struct.u16(14); //  name_size
      long extra = struct.u32(36); //      extra_data_size
      if (extra > MAX_EXTRA_BYTES) {
        throw struct.mismatch("extra_data_size up to " + MAX_EXTRA_BYTES, extra);
      }
      int length = FIXED_LENGTH + (int) extra + idLength + nameLength;
      Struct whole = Struct.read("QCOW2 snapshot", file, offset, length, ByteOrder.BIG_ENDIAN);
      int id = FIXED_LENGTH + (int) extra;
      snapshots.add(
          new Qcow2Snapshot(
              whole.text(id, idLength, StandardCharsets.UTF_8),
              whole.text(id + idLength, nameLength, StandardCharsets.UTF_8),
              Instant.ofEpochSecond(whole.u32(16), whole.u32(20)), //  date_sec, date_nsec
              whole.u64(0), //                                         l1_table_offset
              whole.u32(8), //                                         l1_size
              extra >= 16 ? whole.u64(48) : -1)); //                   virtual disk size
      offset += (length + 7) & ~7;
      if (offset - header.snapshotsOffset() > MAX_TABLE_BYTES) {
        throw whole.malformed("a snapshot table of more than %d bytes", MAX_TABLE_BYTES);
      }
    }
    return snapshots;
  }

  /** Returns the snapshot of a name, else of an id; null if there is none. */
  static Qcow2Snapshot find(List<Qcow2Snapshot> snapshots, String name) {
    for (Qcow2Snapshot snapshot : snapshots) {
      if (snapshot.name.equals(name)) {
        return snapshot;
      }
    }
    for (Qcow2Snapshot snapshot : snapshots) {
      if (snapshot.id.equals(name)) {
        return snapshot;
      }
    }
    return null;
  }
}
