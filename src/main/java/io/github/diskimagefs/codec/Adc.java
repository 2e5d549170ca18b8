package io.github.diskimagefs.codec;

import java.io.IOException;
import java.io.InputStream;

/** Apple Data Compression, the codec of UDCO images. */
public final class Adc {
  private static final int HISTORY = 64 << 10;

  private Adc() {}

  /**
   * Decodes until the output is full or the input ends.
   *
   * @return the number of bytes put out
   * @throws io.github.diskimagefs.MalformedImageException if the input is no such stream
   */
  public static int decode(byte[] in, int from, int length, byte[] out, int outFrom, int outLength)
      throws IOException {
    return LzDecoder.decode(
        new Decoder(new LzInput("ADC", in, from, length)), out, outFrom, outLength);
  }

  /** The decoded bytes of a stream of any length, with bounded memory. */
  public static InputStream stream(InputStream in) {
    return new LzStream(new Decoder(new LzInput("ADC", in)), HISTORY);
  }

  private static final class Decoder extends LzDecoder {
    Decoder(LzInput in) {
      super(in);
    }

    @Override
    boolean decode(LzOutput out) throws IOException {
      while (true) {
        copy(out);
        if (out.room() == 0) {
          return true;
        }
        if (!in.has(1)) {
          return false;
        }
        int code = in.u8(0);
        if (code >= 0x80) {
          in.skip(1);
          plan((code & 0x7F) + 1, 0, 0);
        } else if (code >= 0x40) {
          in.need(3);
          plan(0, (code & 0x3F) + 4, (in.u8(1) << 8 | in.u8(2)) + 1);
          in.skip(3);
        } else {
          in.need(2);
          plan(0, (code >> 2) + 3, ((code & 3) << 8 | in.u8(1)) + 1);
          in.skip(2);
        }
      }
    }
  }
}
