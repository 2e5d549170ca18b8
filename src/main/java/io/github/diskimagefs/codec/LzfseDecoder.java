package io.github.diskimagefs.codec;

import java.io.IOException;

/** Decoder of LZFSE: a sequence of blocks, each with its own magic number, and an end block. */
final class LzfseDecoder extends LzDecoder {
  private static final int END = 0x24787662; // bvx$
  private static final int RAW = 0x2D787662; // bvx-
  private static final int V1 = 0x31787662; // bvx1
  private static final int V2 = 0x32787662; // bvx2
  private static final int LZVN = 0x6E787662; // bvxn

  private LzvnDecoder lzvn;
  private FseBlock fse;
  private long left;
  private boolean ended;

  LzfseDecoder(LzInput input) {
    super(input);
  }

  @Override
  boolean decode(LzOutput output) throws IOException {
    while (true) {
      if (output.room() == 0) {
        return true;
      }
      if (fse != null) {
        if (!fse.decode(output)) {
          fse = null;
        }
      } else if (lzvn != null) {
        lzvn(output);
      } else if (left > 0) {
        raw(output);
      } else if (ended || !block()) {
        return false;
      }
    }
  }

  /** Starts the next block; returns false at the end block. */
  private boolean block() throws IOException {
    input.need(4);
    int magic = input.s32(0);
    switch (magic) {
      case END -> {
        input.skip(4);
        ended = true;
        return false;
      }
      case RAW -> {
        input.need(8);
        left = input.u32(4);
        input.skip(8);
      }
      case LZVN -> {
        input.need(12);
        left = input.u32(4);
        input.skip(12);
        lzvn = new LzvnDecoder(input);
      }
      case V1 -> fse = FseBlock.open(FseHeader.readV1(input), input);
      case V2 -> fse = FseBlock.open(FseHeader.readV2(input), input);
      default -> throw input.mismatch("a block magic", String.format("0x%08X", magic));
    }
    return true;
  }

  private void raw(LzOutput output) throws IOException {
    input.need(1);
    int count = (int) Math.min(left, Math.min(output.room(), input.available()));
    output.put(input.bytes(), input.offset(), count);
    input.skip(count);
    left -= count;
  }

  private void lzvn(LzOutput output) throws IOException {
    int before = output.offset();
    boolean more = lzvn.decode(output);
    left -= output.offset() - before;
    if (left < 0) {
      throw input.malformed("an LZVN block gives more bytes than its header says");
    }
    if (!more) {
      if (left > 0 || !lzvn.ended()) {
        throw input.malformed("an LZVN block ends %d bytes early", left);
      }
      lzvn = null;
    }
  }
}
