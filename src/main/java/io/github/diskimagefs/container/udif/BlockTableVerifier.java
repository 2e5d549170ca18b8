package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Computation of the checksums of block tables. */
record BlockTableVerifier(ByteSource disk, BlockRuns runs) {
  private static final int BUFFER = 128 << 10;
  private static final long AHEAD = 4 << 20;

  /**
   * Computes the checksum of the sectors of a table, without those of ignored runs.
   *
   * @return hexadecimal digits
   */
  String compute(BlockTable table) throws IOException {
    Checksum.Digest digest = table.checksum().digest();
    byte[] buffer = new byte[BUFFER];
    long position = table.firstSector() * 512;
    long end = position + table.sectors() * 512;
    while (position < end) {
      int run = runs.find(position);
      if (run < 0) {
        int next = -1 - run;
        if (next == runs.count()) {
          break;
        }
        position = runs.start(next);
        continue;
      }
      long stop = Math.min(end, runs.end(run));
      if (runs.type(run) == BlockType.ZERO) {
        digest.zeros(stop - position);
      } else if (runs.type(run) != BlockType.IGNORE) {
        disk.prefetch(stop, Math.min(AHEAD, end - stop));
        digest(digest, position, stop, buffer);
      }
      position = stop;
    }
    return digest.value();
  }

  private void digest(Checksum.Digest digest, long start, long end, byte[] buffer)
      throws IOException {
    for (long offset = start; offset < end; ) {
      ByteBuffer part = ByteBuffer.wrap(buffer, 0, (int) Math.min(BUFFER, end - offset));
      disk.readFully(offset, part);
      digest.update(buffer, 0, part.position());
      offset += part.position();
    }
  }
}
