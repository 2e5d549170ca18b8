package io.github.diskimagefs.codec;

import java.io.IOException;

/** Decoder that continues where it stopped when the output has room again. */
abstract class LzDecoder {
  final LzInput input;
  private int literals;
  private int match;
  private int distance;

  LzDecoder(LzInput input) {
    this.input = input;
  }

  /**
   * Decodes until {@code output} is full or the stream ends.
   *
   * @return whether more may follow
   */
  abstract boolean decode(LzOutput output) throws IOException;

  /** Returns the distance of the last match. */
  final int distance() {
    return distance;
  }

  /** Sets the output of {@link #copy}: literals of the input, then a match. */
  final void plan(int literalCount, int matchCount, int matchDistance) {
    literals = literalCount;
    match = matchCount;
    distance = matchDistance;
  }

  /** Returns whether {@link #copy} has bytes left. */
  final boolean pending() {
    return (literals | match) != 0;
  }

  /** Copies the planned bytes, as far as there is room. */
  final void copy(LzOutput output) throws IOException {
    while (literals > 0 && output.room() > 0) {
      input.need(1);
      int count = Math.min(literals, Math.min(output.room(), input.available()));
      output.put(input.bytes(), input.offset(), count);
      input.skip(count);
      literals -= count;
    }
    if (literals == 0 && match > 0) {
      if (distance <= 0 || distance > output.history()) {
        throw input.malformed("a match %d bytes back, with %d there", distance, output.history());
      }
      int count = Math.min(match, output.room());
      output.match(distance, count);
      match -= count;
    }
  }

  /** Decodes into a part of an array; returns the number of bytes. */
  static int decode(LzDecoder decoder, byte[] target, int start, int length) throws IOException {
    LzOutput output = new LzOutput(target, start, length);
    while (output.room() > 0 && decoder.decode(output)) {
      // until it is full or the stream ends
    }
    return output.history();
  }
}
