package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A part of a source as a stream. */
final class SourceStream extends InputStream {
  private final ByteSource source;
  private final long end;
  private long at;

  SourceStream(ByteSource source, long offset, long length) {
    this.source = source;
    this.at = offset;
    this.end = offset + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (at >= end) {
      return -1;
    }
    ByteBuffer part = ByteBuffer.wrap(target, offset, (int) Math.min(length, end - at));
    int count = source.read(at, part);
    at += Math.max(count, 0);
    return count;
  }
}
