package io.github.diskimagefs.container.simg;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.JoinedSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The disk in an Android sparse image. */
final class SparseChunks extends JoinedSource {
  private final ByteSource file;
  private final ChunkTable chunks;

  SparseChunks(ByteSource file, ChunkTable chunks) {
    super(chunks.ends());
    this.file = file;
    this.chunks = chunks;
  }

  @Override
  protected ByteSource stored(long index, long position) {
    return chunks.type((int) index) == ChunkTable.RAW ? file : null;
  }

  @Override
  protected long storedOffset(long index, long position) {
    return chunks.place((int) index) + within(index, position);
  }

  @Override
  protected int compute(long index, long position, ByteBuffer target) throws IOException {
    if (chunks.type((int) index) != ChunkTable.FILL) {
      return super.compute(index, position, target);
    }
    long place = chunks.place((int) index);
    Struct value = Struct.read("fill value", file, place, 4, ByteOrder.LITTLE_ENDIAN);
    if (value.zero(0, 4)) {
      return super.compute(index, position, target);
    }
    byte[] pattern = value.bytes(0, 4);
    int count = (int) Math.min(target.remaining(), remaining(index, position));
    int phase = (int) (within(index, position) & 3);
    for (int i = 0; i < count; i++) {
      target.put(pattern[(phase + i) & 3]);
    }
    return count;
  }
}
