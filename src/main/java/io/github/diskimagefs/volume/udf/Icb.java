package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Information control blocks, ECMA-167 4/8.10: from their address to the file entry that counts.
 */
final class Icb {
  private static final String NAME = "File Entry";

  private Icb() {}

  /** Reads on its own, without reading ahead. */
  static FileEntry read(LogicalVolumeSpace space, LongAd address) throws IOException {
    return read(BlockReader.single(space), address);
  }

  /**
   * The file entry of an ICB: under strategy 4 the only one, under strategy 4096 the last of a
   * chain in which each entry is followed by an indirect entry (4/A.5.2, UDF 2.3.5.1).
   */
  static FileEntry read(BlockReader reader, LongAd address) throws IOException {
    LongAd icb = address;
    FileEntry latest = null;
    LoopGuard guard = new LoopGuard();
    while (true) {
      if (guard.loops(icb.partition(), icb.block())) {
        throw reader.descriptor(NAME, icb.partition(), icb.block()).malformed("ICB loop");
      }
      Struct struct = entry(reader, icb, latest != null);
      if (struct == null) {
        return latest;
      }
      if (struct.u16(0) != Tag.INDIRECT_ENTRY) {
        latest = fileEntry(struct, icb);
        if (latest.strategy() == 4) {
          return latest;
        }
        struct = indirect(reader, icb);
        if (struct == null) {
          return latest;
        }
      }
      LongAd next = LongAd.read(struct, 36); // 4/14.7.3
      if (!next.present()) {
        if (latest == null) {
          throw struct.malformed("indirect entry that leads nowhere");
        }
        return latest;
      }
      icb = next;
    }
  }

  private static Struct entry(BlockReader reader, LongAd icb, boolean mayEnd) throws IOException {
    if (mayEnd && !recorded(reader.space(), icb)) {
      return null;
    }
    return reader.descriptor(NAME, icb.partition(), icb.block());
  }

  /** Returns whether an ICB is recorded: one may be reserved for a later version, 4/8.10.1. */
  private static boolean recorded(LogicalVolumeSpace space, LongAd icb) throws IOException {
    Struct struct = space.block(NAME, icb.partition(), icb.block());
    int id = Tag.validId(struct, icb.block());
    return id != 0 && id != Tag.TERMINAL_ENTRY;
  }

  private static FileEntry fileEntry(Struct struct, LongAd icb) throws IOException {
    int id = struct.u16(0);
    if (id != Tag.FILE_ENTRY && id != Tag.EXTENDED_FILE_ENTRY) {
      throw struct.mismatch("tag identifier 261 or 266", id);
    }
    return FileEntry.read(struct, icb.partition(), icb.block());
  }

  private static Struct indirect(BlockReader reader, LongAd icb) throws IOException {
    long block = icb.block() + 1;
    LogicalVolumeSpace space = reader.space();
    int blockSize = space.blockSize();
    if (!space.partition(icb.partition()).holds(block * blockSize, blockSize)) {
      return null;
    }
    Struct struct = space.block("Indirect Entry", icb.partition(), block);
    return Tag.validId(struct, block) == Tag.INDIRECT_ENTRY ? struct : null;
  }
}
