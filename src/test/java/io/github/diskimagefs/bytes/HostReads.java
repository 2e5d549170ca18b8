package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Reads a host file and compares the bytes with the written ones. */
final class HostReads {
  private HostReads() {}

  static List<ByteBuffer> buffers(int length) {
    return List.of(
        ByteBuffer.allocate(length),
        ByteBuffer.allocateDirect(length),
        ByteBuffer.allocate(length + 7).position(5).limit(length + 5).slice());
  }

  /** Reads until mapping begins, where there is any. */
  static void warm(ByteSource file) throws IOException {
    wear(file, 0, 1 << 20);
    for (int i = 0; i <= HostFile.READS_BEFORE_MAPPING; i++) {
      file.read(0, ByteBuffer.allocate(RecentBlocks.BLOCK_BYTES + 1));
    }
  }

  /** Reads a part of a file, larger than a block, until it is worth a mapping. */
  static void wear(ByteSource file, long position, int max) throws IOException {
    for (int i = 0; i < RecentBlocks.READS_BEFORE_MAPPING; i++) {
      file.readFully(position, (int) file.clip(position, max));
    }
  }

  static void check(ByteSource file, byte[] bytes, int position, ByteBuffer target)
      throws IOException {
    target.clear();
    int count = Math.min(target.remaining(), bytes.length - position);
    target.limit(count);
    file.readFully(position, target);
    byte[] found = new byte[count];
    target.flip().get(found);
    assertThat(
        "bytes at " + position,
        Arrays.equals(found, Arrays.copyOfRange(bytes, position, position + count)),
        is(true));
  }
}
