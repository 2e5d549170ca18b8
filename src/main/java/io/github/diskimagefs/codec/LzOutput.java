package io.github.diskimagefs.codec;

/** Decoded bytes: a part of an array; matches copy its earlier bytes. */
final class LzOutput {
  final byte[] bytes;
  private final int start;
  private final int limit;
  private int offset;

  LzOutput(byte[] bytes, int start, int length) {
    this.bytes = bytes;
    this.start = start;
    this.limit = start + length;
    this.offset = start;
  }

  int offset() {
    return offset;
  }

  int room() {
    return limit - offset;
  }

  /** Returns how many bytes a match may reach back. */
  int history() {
    return offset - start;
  }

  void put(byte[] source, int sourceStart, int count) {
    System.arraycopy(source, sourceStart, bytes, offset, count);
    offset += count;
  }

  /** Copies from {@code distance} bytes back; the caller has checked both numbers. */
  void match(int distance, int count) {
    int earlier = offset - distance;
    if (distance >= count && count > 16) {
      System.arraycopy(bytes, earlier, bytes, offset, count);
    } else {
      for (int i = 0; i < count; i++) {
        bytes[offset + i] = bytes[earlier + i];
      }
    }
    offset += count;
  }

  /** Moves the last {@code keep} bytes to the front, to make room. */
  void slide(int keep) {
    System.arraycopy(bytes, offset - keep, bytes, start, keep);
    offset = start + keep;
  }
}
