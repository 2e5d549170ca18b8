package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The header of VHDX ([MS-VHDX] 2.2.2), of which there are two. Little-endian.
 *
 * @param sequence the higher one is current
 * @param dataWriteId changes whenever the disk's content does
 * @param logId identifies the entries of the log that count; zero where nothing is to be replayed
 * @param logOffset offset of the log
 * @param logLength bytes of the log
 */
record VhdxHeader(long sequence, UUID dataWriteId, UUID logId, long logOffset, long logLength) {
  static final long MIB = 1L << 20;
  private static final long FIRST = 64 << 10;
  private static final long SECOND = 128 << 10;
  private static final int LENGTH = 4096;

  /** Returns the current header: the valid one with the higher sequence number. */
  static VhdxHeader read(ByteSource file) throws IOException {
    Struct current = null;
    for (long offset : new long[] {FIRST, SECOND}) {
      if (offset > file.size() - LENGTH) {
        continue;
      }
      Struct struct = Struct.read("VHDX header", file, offset, LENGTH, ByteOrder.LITTLE_ENDIAN);
      if (struct.has(0, "head")
          && VhdxChecksum.valid(struct)
          && (current == null || Long.compareUnsigned(struct.s64(8), current.s64(8)) > 0)) {
        current = struct;
      }
    }
    if (current == null) {
      throw new MalformedImageException("VHDX header", FIRST, "neither copy has a right checksum");
    }
    return of(current, file.size());
  }

  private static VhdxHeader of(Struct struct, long fileSize) throws IOException {
    int version = struct.u16(66);
    if (version != 1) {
      throw new UnsupportedImageException("VHDX version " + version);
    }
    UUID logId = Guids.read(struct, 48);
    long length = struct.u32(68); //  LogLength
    long offset = struct.u64(72); //  LogOffset
    boolean replay = !logId.equals(Guids.NONE);
    if (replay
        && (length % MIB != 0
            || offset % MIB != 0
            || offset < MIB
            || length == 0
            || offset > fileSize - length)) {
      throw struct.malformed(
          "log of %d bytes at %d, the file ends at %d", length, offset, fileSize);
    }
    return new VhdxHeader(struct.s64(8), Guids.read(struct, 32), logId, offset, length);
  }
}
