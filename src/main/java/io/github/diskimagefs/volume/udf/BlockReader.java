package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Reads the descriptors of a directory's entries: writers lay them one behind the other, so what
 * follows is read along. For one thread at a time.
 */
final class BlockReader {
  private static final int AHEAD = 32 << 10;

  private final Space space;
  private final boolean readAhead;
  private Struct window;
  private int reference = -1;
  private long first;
  private long last = -2;

  BlockReader(Space space, boolean readAhead) {
    this.space = space;
    this.readAhead = readAhead;
  }

  Space space() {
    return space;
  }

  /** A block with a sound tag. */
  Struct descriptor(String name, int partition, long block) throws IOException {
    int blockSize = space.blockSize();
    if (partition == reference && block >= first && block <= last) {
      Struct in = window.slice(name, (int) (block - first) * blockSize, blockSize);
      if (sound(in, block)) {
        return in;
      }
    } else if (readAhead && partition == reference && block > last && block - last <= 8) {
      load(partition, block, AHEAD / blockSize);
      return descriptor(name, partition, block);
    } else {
      reference = partition;
      first = block + 1;
      last = block; // nothing held, but the next block may be worth reading ahead
    }
    return space.descriptor(name, partition, block);
  }

  private static boolean sound(Struct in, long block) throws MalformedImageException {
    return Tag.soundId(in, block) > 0;
  }

  private void load(int partition, long block, int most) throws IOException {
    ByteSource source = space.partition(partition);
    int blockSize = space.blockSize();
    int count = (int) Math.max(1, Math.min(most, source.size() / blockSize - block));
    try {
      window = read(source, block, count);
    } catch (IOException e) {
      count = 1; // a fault further on is not this block's
      window = read(source, block, count);
    }
    reference = partition;
    first = block;
    last = block + count - 1;
  }

  private Struct read(ByteSource source, long block, int count) throws IOException {
    int blockSize = space.blockSize();
    return Struct.read(
        "File Entry", source, block * blockSize, count * blockSize, ByteOrder.LITTLE_ENDIAN);
  }
}
