package io.github.diskimagefs.hostile;

import io.github.diskimagefs.hostile.Mutation.Patch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;

/** The bytes of an image as they were: mapped, for the heap is small. */
final class Original {
  private final ByteBuffer bytes;

  private Original(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  static Original of(byte[] bytes) {
    return new Original(ByteBuffer.wrap(bytes));
  }

  /** Maps a file of at most 2 GiB, which no test changes. */
  static Original map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new Original(channel.map(MapMode.READ_ONLY, 0, channel.size()));
    }
  }

  int length() {
    return bytes.capacity();
  }

  byte at(int index) {
    return bytes.get(index);
  }

  byte[] copy(int from, int length) {
    byte[] copy = new byte[length];
    bytes.get(from, copy);
    return copy;
  }

  /** The bytes from one place to another, not copied. */
  ByteBuffer part(int from, int to) {
    return bytes.slice(from, to - from);
  }

  /** A copy, with changes. */
  byte[] changed(int start, int length, List<Patch> patches) {
    byte[] changed = copy(start, length);
    for (Patch patch : patches) {
      int from = Math.max(start, patch.offset());
      int to = Math.min(start + length, patch.offset() + patch.bytes().length);
      if (from < to) {
        System.arraycopy(patch.bytes(), from - patch.offset(), changed, from - start, to - from);
      }
    }
    return changed;
  }
}
