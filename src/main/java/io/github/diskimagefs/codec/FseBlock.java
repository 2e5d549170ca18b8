package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;

/**
 * Entropy-coded block of LZFSE: literals, decoded together at opening, and triples of L literals, M
 * bytes of match at distance D, decoded one by one.
 */
final class FseBlock {
  static final int STATES_L = 64;
  static final int STATES_M = 64;
  static final int STATES_D = 256;
  static final int STATES_LITERAL = 1024;

  private static final int[] EXTRA_L = extra(FseHeader.SYMBOLS_L, 2, 3, 5, 8);
  private static final int[] EXTRA_M = extra(FseHeader.SYMBOLS_M, 3, 5, 8, 11);
  private static final int[] EXTRA_D = new int[FseHeader.SYMBOLS_D];

  static {
    for (int i = 0; i < EXTRA_D.length; i++) {
      EXTRA_D[i] = i / 4;
    }
  }

  private final LzInput input;
  private final byte[] literals;
  private final int literalCount;
  private final FseBits bits;
  private final FseValues lengths;
  private final FseValues matches;
  private final FseValues distances;
  private int matchesLeft;
  private int stateL;
  private int stateM;
  private int stateD;
  private int literal;
  private int literalEnd;
  private int match;
  private int distance;

  private FseBlock(LzInput input, FseHeader header) throws IOException {
    this.input = input;
    int[] frequencies = header.frequencies();
    int startM = FseHeader.SYMBOLS_L;
    int startD = startM + FseHeader.SYMBOLS_M;
    int startLiteral = startD + FseHeader.SYMBOLS_D;
    lengths = new FseValues(input, STATES_L, frequencies, 0, EXTRA_L);
    matches = new FseValues(input, STATES_M, frequencies, startM, EXTRA_M);
    distances = new FseValues(input, STATES_D, frequencies, startD, EXTRA_D);
    literalCount = header.literals();
    input.need(header.literalBytes() + header.matchBytes());
    literals = literals(header, input, frequencies, startLiteral);
    input.skip(header.literalBytes());
    // Copied, because the input may replace its buffer when it reads more.
    byte[] payload = new byte[header.matchBytes()];
    System.arraycopy(input.bytes(), input.offset(), payload, 0, payload.length);
    input.skip(payload.length);
    matchesLeft = header.matches();
    stateL = header.stateL();
    stateM = header.stateM();
    stateD = header.stateD();
    bits =
        matchesLeft == 0
            ? null
            : new FseBits(input, payload, 0, payload.length, header.matchBits());
  }

  /** Opens the block that follows its header. */
  static FseBlock open(FseHeader header, LzInput input) throws IOException {
    return new FseBlock(input, header);
  }

  private static int[] extra(int symbols, int... last) {
    int[] bits = new int[symbols];
    System.arraycopy(last, 0, bits, symbols - last.length, last.length);
    return bits;
  }

  private static byte[] literals(FseHeader header, LzInput input, int[] frequencies, int start)
      throws MalformedImageException {
    int count = header.literals();
    if (count == 0) {
      return new byte[0];
    }
    int[] table = FseValues.symbols(input, STATES_LITERAL, frequencies, start, 256);
    FseBits bits =
        new FseBits(
            input, input.bytes(), input.offset(), header.literalBytes(), header.literalBits());
    // Four decoders take turns.
    byte[] literals = new byte[(count + 3) & ~3];
    int[] states = header.literalStates();
    int s0 = states[0];
    int s1 = states[1];
    int s2 = states[2];
    int s3 = states[3];
    for (int i = 0; i < literals.length; i += 4) {
      bits.fill();
      int entry = table[s0];
      literals[i] = (byte) (entry >> 8);
      s0 = (entry >> 16) + bits.take(entry & 0xFF);
      entry = table[s1];
      literals[i + 1] = (byte) (entry >> 8);
      s1 = (entry >> 16) + bits.take(entry & 0xFF);
      entry = table[s2];
      literals[i + 2] = (byte) (entry >> 8);
      s2 = (entry >> 16) + bits.take(entry & 0xFF);
      entry = table[s3];
      literals[i + 3] = (byte) (entry >> 8);
      s3 = (entry >> 16) + bits.take(entry & 0xFF);
    }
    return literals;
  }

  /** Decodes until {@code output} is full or the block ends; returns whether more may follow. */
  boolean decode(LzOutput output) throws IOException {
    while (true) {
      if (literal < literalEnd) {
        int count = Math.min(literalEnd - literal, output.room());
        output.put(literals, literal, count);
        literal += count;
        if (literal < literalEnd) {
          return true;
        }
      }
      if (match > 0) {
        if (distance <= 0 || distance > output.history()) {
          throw input.malformed("a match %d bytes back, with %d there", distance, output.history());
        }
        int count = Math.min(match, output.room());
        output.match(distance, count);
        match -= count;
        if (match > 0) {
          return true;
        }
      }
      if (matchesLeft == 0) {
        return false;
      }
      triple();
    }
  }

  private void triple() throws IOException {
    matchesLeft--;
    bits.fill();
    long entry = lengths.entry(stateL);
    stateL = FseValues.state(entry, bits);
    int literalsNow = FseValues.value(entry, bits);
    entry = matches.entry(stateM);
    stateM = FseValues.state(entry, bits);
    match = FseValues.value(entry, bits);
    entry = distances.entry(stateD);
    stateD = FseValues.state(entry, bits);
    int far = FseValues.value(entry, bits);
    if (far != 0) {
      distance = far;
    }
    literalEnd = literal + literalsNow;
    if (literalEnd > literalCount) {
      throw input.malformed("a block uses more than its %d literals", literalCount);
    }
  }
}
