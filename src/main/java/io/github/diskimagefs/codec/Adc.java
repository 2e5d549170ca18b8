package io.github.diskimagefs.codec;

import java.io.IOException;
import java.io.InputStream;

/** Apple Data Compression, the codec of UDCO images. */
public final class Adc {
  private static final int HISTORY = 64 << 10;

  private Adc() {}

  /**
   * Decodes until the target is full or the source ends.
   *
   * @return the number of bytes decoded
   * @throws io.github.diskimagefs.MalformedImageException if the source is not such a stream
   */
  public static int decode(
      byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
      throws IOException {
    return LzDecoder.decode(
        new Decoder(new LzInput("ADC", source, start, length)), target, targetStart, targetLength);
  }

  /** Returns the decoded bytes of a stream of any length; memory is bounded. */
  public static InputStream stream(InputStream source) {
    return new LzStream(new Decoder(new LzInput("ADC", source)), HISTORY);
  }

  private static final class Decoder extends LzDecoder {
    Decoder(LzInput input) {
      super(input);
    }

    @Override
    boolean decode(LzOutput output) throws IOException {
      while (true) {
        copy(output);
        if (output.room() == 0) {
          return true;
        }
        if (!input.has(1)) {
          return false;
        }
        int code = input.u8(0);
        if (code >= 0x80) {
          input.skip(1);
          plan((code & 0x7F) + 1, 0, 0);
        } else if (code >= 0x40) {
          input.need(3);
          plan(0, (code & 0x3F) + 4, (input.u8(1) << 8 | input.u8(2)) + 1);
          input.skip(3);
        } else {
          input.need(2);
          plan(0, (code >> 2) + 3, ((code & 3) << 8 | input.u8(1)) + 1);
          input.skip(2);
        }
      }
    }
  }
}
