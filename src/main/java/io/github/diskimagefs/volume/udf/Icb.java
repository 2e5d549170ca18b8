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
      Struct in = entry(reader, icb, latest != null);
      if (in == null) {
        return latest;
      }
      if (in.u16(0) != Tag.INDIRECT_ENTRY) {
        latest = fileEntry(in, icb);
        if (latest.strategy() == 4) {
          return latest;
        }
        in = indirect(reader, icb);
        if (in == null) {
          return latest;
        }
      }
      LongAd next = LongAd.read(in, 36); // 4/14.7.3
      if (!next.present()) {
        if (latest == null) {
          throw in.malformed("indirect entry that leads nowhere");
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

  /** An ICB set aside for a later version and not written yet is no fault, 4/8.10.1. */
  private static boolean recorded(LogicalVolumeSpace space, LongAd icb) throws IOException {
    Struct in = space.block(NAME, icb.partition(), icb.block());
    int id = Tag.validId(in, icb.block());
    return id != 0 && id != Tag.TERMINAL_ENTRY;
  }

  private static FileEntry fileEntry(Struct in, LongAd icb) throws IOException {
    int id = in.u16(0);
    if (id != Tag.FILE_ENTRY && id != Tag.EXTENDED_FILE_ENTRY) {
      throw in.mismatch("tag identifier 261 or 266", id);
    }
    return FileEntry.read(in, icb.partition(), icb.block());
  }

  private static Struct indirect(BlockReader reader, LongAd icb) throws IOException {
    long block = icb.block() + 1;
    LogicalVolumeSpace space = reader.space();
    if ((block + 1) * space.blockSize() > space.partition(icb.partition()).size()) {
      return null;
    }
    Struct in = space.block("Indirect Entry", icb.partition(), block);
    return Tag.validId(in, block) == Tag.INDIRECT_ENTRY ? in : null;
  }
}
