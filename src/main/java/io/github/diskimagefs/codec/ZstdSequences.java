package io.github.diskimagefs.codec;

/**
 * The sequences of a block: how many literals to copy, then how many decoded bytes to repeat, and
 * from where (RFC 8878, 3.1.1.3.2).
 */
final class ZstdSequences {
  private static final int PREDEFINED = 0;
  private static final int RLE = 1;
  private static final int COMPRESSED = 2;

  private static final int[] LITERAL_BASES = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64,
    128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536
  };
  private static final byte[] LITERAL_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11,
    12, 13, 14, 15, 16
  };
  private static final int[] MATCH_BASES = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
    29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051,
    4099, 8195, 16387, 32771, 65539
  };
  private static final byte[] MATCH_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
  };
  private static final int MAX_OFFSET_CODE = 31;

  /** Length up to which a match is copied by eight bytes; a multiple of them. */
  private static final int MAX_STEPPED = 64;

  private static final ZstdFseTable DEFAULT_LITERALS =
      ZstdFseTable.of(
          new short[] {
            4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1,
            1, 1, 1, -1, -1, -1, -1
          },
          6);
  private static final ZstdFseTable DEFAULT_OFFSETS =
      ZstdFseTable.of(
          new short[] {
            1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1,
            -1
          },
          5);
  private static final ZstdFseTable DEFAULT_MATCHES =
      ZstdFseTable.of(
          new short[] {
            1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
          },
          6);

  private ZstdFseTable literalTable;
  private ZstdFseTable offsetTable;
  private ZstdFseTable matchTable;
  private final int[] recent = new int[3];
  private int position;

  /** Forgets tables and offsets of the frame before. */
  void reset() {
    literalTable = null;
    offsetTable = null;
    matchTable = null;
    recent[0] = 1;
    recent[1] = 4;
    recent[2] = 8;
  }

  /**
   * Decodes the section from {@code start} to {@code end}, the end of its block.
   *
   * @param target where the frame's bytes start at {@code frameStart} and go on at {@code first}
   * @return the offset in {@code target} after the block's bytes
   */
  int decode(
      byte[] bytes,
      int start,
      int end,
      ZstdLiterals literals,
      byte[] target,
      int frameStart,
      int first)
      throws ZstdException {
    int count = bytes[start] & 0xFF;
    position = start + 1;
    if (count >= 128) {
      count =
          count < 255
              ? ((count - 128) << 8) + (bytes[position++] & 0xFF)
              : (bytes[position++] & 0xFF) + ((bytes[position++] & 0xFF) << 8) + 0x7F00;
    }
    if (position > end) {
      throw new ZstdException("the sequences are cut");
    }
    int from = 0;
    int to = first;
    if (count > 0) {
      int modes = bytes[position++] & 0xFF;
      if ((modes & 3) != 0) {
        throw new ZstdException("reserved compression modes are used");
      }
      literalTable = table(bytes, end, modes >> 6, literalTable, DEFAULT_LITERALS, 35, 9);
      offsetTable =
          table(bytes, end, (modes >> 4) & 3, offsetTable, DEFAULT_OFFSETS, MAX_OFFSET_CODE, 8);
      matchTable = table(bytes, end, (modes >> 2) & 3, matchTable, DEFAULT_MATCHES, 52, 9);
      ZstdBits stream = new ZstdBits(bytes, position, end);
      int literalState = literalTable.start(stream);
      int offsetState = offsetTable.start(stream);
      int matchState = matchTable.start(stream);
      for (int i = 0; i < count; i++) {
        int offsetBits = offsetTable.symbol(offsetState);
        int matchCode = matchTable.symbol(matchState);
        int literalCode = literalTable.symbol(literalState);
        int literalBits = LITERAL_BITS[literalCode];
        int lengthBits = MATCH_BITS[matchCode] + literalBits;
        int offsetValue = 1 << offsetBits;
        long lengths;
        if (offsetBits + lengthBits <= ZstdBits.MAX_TAKEN) {
          long fields = stream.take(offsetBits + lengthBits);
          offsetValue += (int) (fields >>> lengthBits);
          lengths = fields & ((1L << lengthBits) - 1);
        } else {
          offsetValue += stream.read(offsetBits);
          lengths = stream.take(lengthBits);
        }
        int length = MATCH_BASES[matchCode] + (int) (lengths >>> literalBits);
        int copied = LITERAL_BASES[literalCode] + ((int) lengths & ((1 << literalBits) - 1));
        if (i < count - 1) {
          int matchTaken = matchTable.bits(matchState);
          int offsetTaken = offsetTable.bits(offsetState);
          int behind = matchTaken + offsetTaken;
          int states = (int) stream.take(literalTable.bits(literalState) + behind);
          literalState = literalTable.next(literalState, states >>> behind);
          matchState =
              matchTable.next(matchState, states >>> offsetTaken & ((1 << matchTaken) - 1));
          offsetState = offsetTable.next(offsetState, states & ((1 << offsetTaken) - 1));
        }
        if (stream.left() < 0) {
          throw new ZstdException("the sequences are cut");
        }
        int offset = offset(offsetValue, copied);
        if (copied > literals.count() - from
            || copied > target.length - to
            || length > target.length - to - copied) {
          throw new ZstdException("a sequence passes the literals or the end of the data");
        }
        copyLiterals(literals, from, target, to, copied);
        from += copied;
        to += copied;
        if (offset <= 0 || offset > to - frameStart) {
          throw new ZstdException("a sequence refers to bytes before the start");
        }
        copyMatch(target, to, offset, length);
        to += length;
      }
      if (stream.left() != 0) {
        throw new ZstdException("the sequences have a wrong length");
      }
    } else if (position != end) {
      throw new ZstdException("bytes follow the last sequence");
    }
    int rest = literals.count() - from;
    if (rest > target.length - to) {
      throw new ZstdException("the literals pass the end of the data");
    }
    System.arraycopy(literals.bytes(), from, target, to, rest);
    return to + rest;
  }

  private ZstdFseTable table(
      byte[] bytes,
      int end,
      int mode,
      ZstdFseTable before,
      ZstdFseTable predefined,
      int maxSymbol,
      int maxAccuracyLog)
      throws ZstdException {
    switch (mode) {
      case PREDEFINED:
        return predefined;
      case RLE:
        int symbol = bytes[position++] & 0xFF;
        if (symbol > maxSymbol) {
          throw new ZstdException("code " + symbol + " is not defined");
        }
        return ZstdFseTable.single(symbol);
      case COMPRESSED:
        ZstdFseTable.Description description = new ZstdFseTable.Description(bytes, position, end);
        ZstdFseTable table = description.read(maxSymbol, maxAccuracyLog);
        position = description.end();
        return table;
      default:
        if (before == null) {
          throw new ZstdException("sequences refer to a table that does not exist");
        }
        return before;
    }
  }

  /** RFC 8878, 3.1.1.5: values 1 to 3 stand for the offsets used last. */
  private int offset(int value, int literals) {
    if (value > 3) {
      recent[2] = recent[1];
      recent[1] = recent[0];
      recent[0] = value - 3;
      return recent[0];
    }
    int index = value - 1 + (literals == 0 ? 1 : 0);
    if (index == 0) {
      return recent[0];
    }
    int offset = index < 3 ? recent[index] : recent[0] - 1;
    if (index > 1) {
      recent[2] = recent[1];
    }
    recent[1] = recent[0];
    recent[0] = offset;
    return offset;
  }

  /** Copies a few literals too many, which the next sequence overwrites. */
  private static void copyLiterals(
      ZstdLiterals literals, int from, byte[] target, int to, int count) {
    byte[] bytes = literals.bytes();
    if (count > ZstdLiterals.PADDING || to > target.length - ZstdLiterals.PADDING) {
      System.arraycopy(bytes, from, target, to, count);
      return;
    }
    Overlap.step(bytes, from, target, to);
    Overlap.step(bytes, from + 8, target, to + 8);
  }

  private static void copyMatch(byte[] target, int to, int offset, int length) {
    if (length > MAX_STEPPED || offset < Long.BYTES || to > target.length - MAX_STEPPED) {
      Overlap.copy(target, to, offset, length);
      return;
    }
    int from = to - offset;
    Overlap.step(target, from, target, to);
    Overlap.step(target, from + 8, target, to + 8);
    for (int i = 16; i < length; i += 8) {
      Overlap.step(target, from + i, target, to + i);
    }
  }
}
