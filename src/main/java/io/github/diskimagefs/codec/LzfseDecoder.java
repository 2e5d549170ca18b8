package io.github.diskimagefs.codec;

import java.io.IOException;

/** LZFSE: a row of blocks, each with a magic word of its own, and an end block. */
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

  LzfseDecoder(LzInput in) {
    super(in);
  }

  @Override
  boolean decode(LzOutput out) throws IOException {
    while (true) {
      if (out.room() == 0) {
        return true;
      }
      if (fse != null) {
        if (!fse.decode(out)) {
          fse = null;
        }
      } else if (lzvn != null) {
        lzvn(out);
      } else if (left > 0) {
        raw(out);
      } else if (ended || !block()) {
        return false;
      }
    }
  }

  /** Begins the next block; false at the end block. */
  private boolean block() throws IOException {
    in.need(4);
    int magic = in.s32(0);
    switch (magic) {
      case END -> {
        in.skip(4);
        ended = true;
        return false;
      }
      case RAW -> {
        in.need(8);
        left = in.u32(4);
        in.skip(8);
      }
      case LZVN -> {
        in.need(12);
        left = in.u32(4);
        in.skip(12);
        lzvn = new LzvnDecoder(in);
      }
      case V1 -> fse = FseBlock.open(FseHeader.readV1(in), in);
      case V2 -> fse = FseBlock.open(FseHeader.readV2(in), in);
      default -> throw in.malformed("block magic 0x%08X is not defined", magic);
    }
    return true;
  }

  private void raw(LzOutput out) throws IOException {
    in.need(1);
    int count = (int) Math.min(left, Math.min(out.room(), in.available()));
    out.put(in.bytes(), in.at(), count);
    in.skip(count);
    left -= count;
  }

  private void lzvn(LzOutput out) throws IOException {
    int before = out.offset();
    boolean more = lzvn.decode(out);
    left -= out.offset() - before;
    if (left < 0) {
      throw in.malformed("an LZVN block gives more bytes than its header says");
    }
    if (!more) {
      if (left > 0 || !lzvn.ended()) {
        throw in.malformed("an LZVN block ends %d bytes early", left);
      }
      lzvn = null;
    }
  }
}
