package io.github.diskimagefs.codec;

import java.io.IOException;

/**
 * LZVN: operations of one to three bytes, each with literals to follow, a match, or both.
 *
 * <p>L is the number of literals, M the length of the match, D its distance:
 *
 * <pre>
 * LLMMMDDD DDDDDDDD            small distance; D's high bits 6 and 7 mean something else
 * LLMMM110                     previous distance
 * LLMMM111 DDDDDDDD DDDDDDDD   large distance, little-endian
 * 101LLMMM DDDDDDMM DDDDDDDD   medium distance, little-endian
 * 1110LLLL, 11100000 LLLLLLLL  literals alone
 * 1111MMMM, 11110000 MMMMMMMM  match alone, previous distance
 * 00000110                     end, followed by seven zeros
 * 00001110, 00010110           nothing
 * </pre>
 */
final class LzvnDecoder extends LzDecoder {
  private boolean ended;

  LzvnDecoder(LzInput input) {
    super(input);
  }

  /** Returns whether the end mark was read. */
  boolean ended() {
    return ended;
  }

  @Override
  boolean decode(LzOutput output) throws IOException {
    while (true) {
      if (pending()) {
        copy(output);
      }
      if (output.room() == 0) {
        return true;
      }
      if (ended || !input.has(1)) {
        return false;
      }
      operation(input.u8(0));
    }
  }

  private void operation(int code) throws IOException {
    if (code < 0xA0 || code >> 4 == 0xC) {
      distanceOperation(code);
    } else if (code < 0xC0) {
      input.need(3);
      int low = input.u16(1);
      plan((code >> 3) & 3, ((code & 7) << 2 | (low & 3)) + 3, low >> 2);
      input.skip(3);
    } else if (code >= 0xE0) {
      int count = code & 0xF;
      int length = count == 0 ? 2 : 1;
      input.need(length);
      count = count == 0 ? input.u8(1) + 16 : count;
      input.skip(length);
      if (code < 0xF0) {
        plan(count, 0, distance());
      } else {
        plan(0, count, distance());
      }
    } else {
      throw undefined(code);
    }
  }

  private void distanceOperation(int code) throws IOException {
    if (code >> 4 == 7) {
      throw undefined(code);
    }
    int literals = code >> 6;
    int match = ((code >> 3) & 7) + 3;
    switch (code & 7) {
      case 6 -> {
        if (code >= 0x40) {
          input.skip(1);
          plan(literals, match, distance());
        } else if (code == 0x06) {
          ended = true;
          input.skip(Math.min(8, input.has(8) ? 8 : input.available()));
        } else if (code == 0x0E || code == 0x16) {
          input.skip(1);
        } else {
          throw undefined(code);
        }
      }
      case 7 -> {
        input.need(3);
        plan(literals, match, input.u16(1));
        input.skip(3);
      }
      default -> {
        input.need(2);
        plan(literals, match, (code & 7) << 8 | input.u8(1));
        input.skip(2);
      }
    }
  }

  private IOException undefined(int code) {
    return input.malformed("operation 0x%02X is not defined", code);
  }
}
