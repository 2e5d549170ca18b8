package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Snapshots of a volume (Reference "Snapshot Metadata", j_snap_metadata_val_t). */
final class Snapshots {
  /** Bounds memory; macOS keeps up to some hundred. */
  private static final int MAX_SNAPSHOTS = 16_384;

  private static final int NAME = 50;

  /**
   * A snapshot.
   *
   * @param xid transaction that it shows
   * @param superblock block of the volume superblock of that time
   * @param created nanoseconds since 1970
   */
  record Snapshot(String name, long xid, long superblock, long created) {

    /** Reads a record of the snapshot metadata tree. */
    static Snapshot read(Struct key, Struct value) throws MalformedImageException {
      int length = value.u16(48); // name_len
      String name = value.text(NAME, length, UTF_8);
      int end = name.indexOf('\0');
      return new Snapshot(
          end < 0 ? name : name.substring(0, end),
          FileSystemTree.id(key),
          value.s64(8), //   sblock_oid
          value.s64(16)); // create_time
    }
  }

  private final FileSystemTree tree;

  /** Opens the snapshot metadata tree at a block. */
  Snapshots(ContainerBlocks blocks, long block) throws IOException {
    tree = new FileSystemTree(ApfsTree.physical("snapshot metadata node", blocks, block));
  }

  /** Returns the snapshots, the oldest first. */
  List<Snapshot> all() throws IOException {
    List<Snapshot> all = new ArrayList<>();
    ApfsTreeCursor cursor = tree.first(0, FileSystemTree.SNAP_METADATA);
    for (; cursor.here() && all.size() < MAX_SNAPSHOTS; cursor.advance()) {
      Struct key = cursor.key();
      if (FileSystemTree.is(key, FileSystemTree.id(key), FileSystemTree.SNAP_METADATA)) {
        Snapshot snapshot = Snapshot.read(key, cursor.value());
        if (!all.isEmpty()
            && Long.compareUnsigned(snapshot.xid(), all.get(all.size() - 1).xid()) <= 0) {
          throw key.malformed("snapshot of transaction %d out of order", snapshot.xid());
        }
        all.add(snapshot);
      }
    }
    return all;
  }
}
