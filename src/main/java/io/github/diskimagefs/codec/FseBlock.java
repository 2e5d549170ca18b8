package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;

/**
 * An entropy-coded block of LZFSE: literals, all decoded when it is opened, and triples of L
 * literals, M bytes of match, D distance, decoded one by one.
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

  private final LzInput in;
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

  private FseBlock(LzInput in, FseHeader header) throws IOException {
    this.in = in;
    int[] frequencies = header.frequencies();
    int fromM = FseHeader.SYMBOLS_L;
    int fromD = fromM + FseHeader.SYMBOLS_M;
    int fromLiteral = fromD + FseHeader.SYMBOLS_D;
    lengths = new FseValues(in, STATES_L, frequencies, 0, EXTRA_L);
    matches = new FseValues(in, STATES_M, frequencies, fromM, EXTRA_M);
    distances = new FseValues(in, STATES_D, frequencies, fromD, EXTRA_D);
    literalCount = header.literals();
    in.need(header.literalBytes() + header.matchBytes());
    literals = literals(header, in, frequencies, fromLiteral);
    in.skip(header.literalBytes());
    // The input's buffer may move when more is read, so the payload is taken out of it.
    byte[] payload = new byte[header.matchBytes()];
    System.arraycopy(in.bytes(), in.at(), payload, 0, payload.length);
    in.skip(payload.length);
    matchesLeft = header.matches();
    stateL = header.stateL();
    stateM = header.stateM();
    stateD = header.stateD();
    bits =
        matchesLeft == 0 ? null : new FseBits(in, payload, 0, payload.length, header.matchBits());
  }

  static FseBlock open(FseHeader header, LzInput in) throws IOException {
    return new FseBlock(in, header);
  }

  private static int[] extra(int symbols, int... last) {
    int[] bits = new int[symbols];
    System.arraycopy(last, 0, bits, symbols - last.length, last.length);
    return bits;
  }

  private static byte[] literals(FseHeader header, LzInput in, int[] frequencies, int from)
      throws MalformedImageException {
    int count = header.literals();
    if (count == 0) {
      return new byte[0];
    }
    int[] table = FseValues.symbols(in, STATES_LITERAL, frequencies, from, 256);
    FseBits bits =
        new FseBits(in, in.bytes(), in.at(), header.literalBytes(), header.literalBits());
    // Four states take turns.
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

  /** Decodes until {@code out} is full or the block ends; returns whether more may follow. */
  boolean decode(LzOutput out) throws IOException {
    while (true) {
      if (literal < literalEnd) {
        int count = Math.min(literalEnd - literal, out.room());
        out.put(literals, literal, count);
        literal += count;
        if (literal < literalEnd) {
          return true;
        }
      }
      if (match > 0) {
        if (distance <= 0 || distance > out.history()) {
          throw in.malformed("a match %d bytes back, with %d there", distance, out.history());
        }
        int count = Math.min(match, out.room());
        out.match(distance, count);
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
      throw in.malformed("a block uses more than its %d literals", literalCount);
    }
  }
}
