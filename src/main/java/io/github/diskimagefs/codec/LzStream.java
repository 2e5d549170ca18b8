package io.github.diskimagefs.codec;

import java.io.IOException;

/** Decoded bytes as a stream, which keeps only the history that matches may reach. */
final class LzStream extends BulkInputStream {
  private static final int STEP = 128 << 10;

  private final LzDecoder decoder;
  private final int history;
  private final LzOutput output;
  private int consumed;
  private boolean ended;

  LzStream(LzDecoder decoder, int history) {
    this.decoder = decoder;
    this.history = history;
    this.output = new LzOutput(new byte[history + STEP], 0, history + STEP);
  }

  @Override
  protected int readSome(byte[] target, int offset, int length) throws IOException {
    while (consumed == output.offset()) {
      if (ended) {
        return -1;
      }
      if (output.room() == 0) {
        output.slide(history);
        consumed = history;
      }
      ended = !decoder.decode(output);
    }
    int count = Math.min(length, output.offset() - consumed);
    System.arraycopy(output.bytes, consumed, target, offset, count);
    consumed += count;
    return count;
  }
}
