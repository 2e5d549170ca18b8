package io.github.diskimagefs.codec;

import io.github.diskimagefs.bytes.SourceStream;
import java.io.IOException;
import java.io.InputStream;

/** Decoder of bzip2 files of any number of streams. Bytes after the last stream are ignored. */
final class Bzip2Streams extends BulkInputStream {
  private final SourceStream in;
  private InputStream stream;

  Bzip2Streams(SourceStream in) {
    this.in = in;
  }

  @Override
  protected int readSome(byte[] target, int offset, int length) throws IOException {
    if (stream == null) {
      stream = Bzip2.stream(in);
    }
    while (true) {
      int count = stream.read(target, offset, length);
      if (count > 0 || !atStream()) {
        return count;
      }
      stream = Bzip2.stream(in);
    }
  }

  private boolean atStream() throws IOException {
    return in.has(4)
        && in.peek(0) == 'B'
        && in.peek(1) == 'Z'
        && in.peek(2) == 'h'
        && in.peek(3) >= '1'
        && in.peek(3) <= '9';
  }
}
