package io.github.diskimagefs.codec;

import java.io.IOException;

/** A decoder that goes on where it stopped, whenever there is room again. */
abstract class LzDecoder {
  final LzInput in;
  private int literals;
  private int match;
  private int distance;

  LzDecoder(LzInput in) {
    this.in = in;
  }

  /**
   * Decodes until {@code out} is full or the stream ends.
   *
   * @return whether more may follow
   */
  abstract boolean decode(LzOutput out) throws IOException;

  /** The distance of the last match. */
  final int distance() {
    return distance;
  }

  /** Sets what {@link #copy} is to put out: literals of the input, then a match. */
  final void plan(int literalCount, int matchCount, int matchDistance) {
    literals = literalCount;
    match = matchCount;
    distance = matchDistance;
  }

  /** Whether {@link #copy} has something left. */
  final boolean pending() {
    return (literals | match) != 0;
  }

  /** Puts out what was planned, as far as there is room. */
  final void copy(LzOutput out) throws IOException {
    while (literals > 0 && out.room() > 0) {
      in.need(1);
      int count = Math.min(literals, Math.min(out.room(), in.available()));
      out.put(in.bytes(), in.at(), count);
      in.skip(count);
      literals -= count;
    }
    if (literals == 0 && match > 0) {
      if (distance <= 0 || distance > out.history()) {
        throw in.malformed("a match %d bytes back, with %d there", distance, out.history());
      }
      int count = Math.min(match, out.room());
      out.match(distance, count);
      match -= count;
    }
  }

  /** Decodes into a part of an array. */
  static int decode(LzDecoder decoder, byte[] out, int from, int length) throws IOException {
    LzOutput output = new LzOutput(out, from, length);
    while (output.room() > 0 && decoder.decode(output)) {
      // until it is full or the stream ends
    }
    return output.history();
  }
}
