package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.codec.BulkInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Stream of the bytes of a part of a source. */
final class SourceStream extends BulkInputStream {
  private final ByteSource source;
  private final long end;
  private long position;

  SourceStream(ByteSource source, long offset, long length) {
    this.source = source;
    this.position = offset;
    this.end = offset + length;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position >= end) {
      return -1;
    }
    ByteBuffer part = ByteBuffer.wrap(target, offset, (int) Math.min(length, end - position));
    int count = source.read(position, part);
    position += Math.max(count, 0);
    return count;
  }
}
