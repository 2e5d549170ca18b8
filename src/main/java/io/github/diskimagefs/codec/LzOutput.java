package io.github.diskimagefs.codec;

/** Where decoded bytes go: a part of an array, whose earlier bytes matches may copy from. */
final class LzOutput {
  final byte[] bytes;
  private final int start;
  private final int limit;
  private int at;

  LzOutput(byte[] bytes, int start, int length) {
    this.bytes = bytes;
    this.start = start;
    this.limit = start + length;
    this.at = start;
  }

  int at() {
    return at;
  }

  int room() {
    return limit - at;
  }

  /** Bytes that a match may reach back. */
  int history() {
    return at - start;
  }

  void put(byte[] source, int from, int count) {
    System.arraycopy(source, from, bytes, at, count);
    at += count;
  }

  /** Copies from {@code distance} bytes back; the caller has checked both numbers. */
  void match(int distance, int count) {
    int from = at - distance;
    if (distance >= count && count > 16) {
      System.arraycopy(bytes, from, bytes, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        bytes[at + i] = bytes[from + i];
      }
    }
    at += count;
  }

  /** Moves the last {@code keep} bytes to the front, to make room. */
  void slide(int keep) {
    System.arraycopy(bytes, at - keep, bytes, start, keep);
    at = start + keep;
  }
}
