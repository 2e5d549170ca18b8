package io.github.diskimagefs.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/**
 * Raw sectors of a CD with valid error codes, computed bit by bit as in ECMA-130 clause 14 and
 * annex A, so that they share no code with the tested classes.
 */
public final class CdSectors {
  private static final int RAW = 2352;
  private static final int FORM2 = 0x20;

  private CdSectors() {}

  /** Mode 1 sectors around whole blocks of 2048 bytes. */
  public static byte[] mode1(byte[] user, long block) {
    return sectors(
        user,
        2048,
        (sector, data) -> System.arraycopy(data, 0, sector, 16, 2048),
        (sector, at) -> {
          header(sector, at, 1);
          edc(sector, 0, 2064);
          parity(sector);
        },
        block);
  }

  /** Mode 2 Form 1 sectors around whole blocks of 2048 bytes. */
  public static byte[] mode2(byte[] user, long block) {
    return sectors(
        user,
        2048,
        (sector, data) -> System.arraycopy(data, 0, sector, 24, 2048),
        (sector, at) -> {
          subHeader(sector, 0x08);
          edc(sector, 16, 2072);
          parity(sector); // with a header of zeros
          header(sector, at, 2);
        },
        block);
  }

  /** Mode 2 Form 2 sectors around whole payloads of 2324 bytes. */
  public static byte[] form2(byte[] payload, long block) {
    return sectors(
        payload,
        2324,
        (sector, data) -> System.arraycopy(data, 0, sector, 24, 2324),
        (sector, at) -> {
          subHeader(sector, FORM2);
          edc(sector, 16, 2348);
          header(sector, at, 2);
        },
        block);
  }

  /** Sets the error codes of a sector for its content. */
  public static void seal(byte[] sector) {
    byte[] header = Arrays.copyOfRange(sector, 12, 16);
    if (sector[15] == 1) {
      edc(sector, 0, 2064);
      Arrays.fill(sector, 2068, 2076, (byte) 0);
      parity(sector);
    } else if ((sector[18] & FORM2) != 0) {
      edc(sector, 16, 2348);
    } else {
      edc(sector, 16, 2072);
      Arrays.fill(sector, 12, 16, (byte) 0);
      parity(sector);
      System.arraycopy(header, 0, sector, 12, 4);
    }
  }

  /** Only a part of each sector, as tracks of 2336 and other sizes store them. */
  public static byte[] part(byte[] raw, int offset, int length) {
    byte[] parts = new byte[raw.length / RAW * length];
    for (int i = 0; i < raw.length / RAW; i++) {
      System.arraycopy(raw, i * RAW + offset, parts, i * length, length);
    }
    return parts;
  }

  /** Inserts 96 bytes of sub-channels after each sector. */
  public static byte[] withSubChannel(byte[] raw) {
    byte[] sectors = new byte[raw.length / RAW * 2448];
    Arrays.fill(sectors, (byte) 0x5A);
    for (int i = 0; i < raw.length / RAW; i++) {
      System.arraycopy(raw, i * RAW, sectors, i * 2448, RAW);
    }
    return sectors;
  }

  /** Returns sectors of smooth audio that is never silent. */
  public static byte[] sound(int sectors, long seed) {
    byte[] samples = new byte[sectors * RAW];
    double step = 0.01 + new Random(seed).nextDouble() / 50;
    for (int i = 0; i < samples.length; i += 2) {
      int sample = (int) (9000 * Math.sin(i * step)) | 1;
      samples[i] = (byte) sample;
      samples[i + 1] = (byte) (sample >> 8);
    }
    return samples;
  }

  /** The same samples, most significant byte first. */
  public static byte[] swapped(byte[] samples) {
    byte[] swapped = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      swapped[i] = samples[i ^ 1];
    }
    return swapped;
  }

  /** Concatenates sectors. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private interface Fill {
    void put(byte[] sector, byte[] data);
  }

  private interface Finish {
    void around(byte[] sector, long block);
  }

  private static byte[] sectors(byte[] user, int size, Fill fill, Finish finish, long block) {
    byte[] sectors = new byte[user.length / size * RAW];
    for (int i = 0; i < user.length / size; i++) {
      byte[] sector = new byte[RAW];
      fill.put(sector, Arrays.copyOfRange(user, i * size, (i + 1) * size));
      finish.around(sector, block + i);
      System.arraycopy(sector, 0, sectors, i * RAW, RAW);
    }
    return sectors;
  }

  private static void header(byte[] sector, long block, int mode) {
    Arrays.fill(sector, 1, 11, (byte) 0xFF);
    long address = block + 150;
    sector[12] = bcd(address / 75 / 60);
    sector[13] = bcd(address / 75 % 60);
    sector[14] = bcd(address % 75);
    sector[15] = (byte) mode;
  }

  private static byte bcd(long number) {
    return (byte) ((number / 10) * 16 + number % 10);
  }

  private static void subHeader(byte[] sector, int subMode) {
    sector[18] = (byte) subMode;
    sector[22] = (byte) subMode;
  }

  private static void edc(byte[] sector, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc ^= sector[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * 0xD8018001);
      }
    }
    for (int i = 0; i < 4; i++) {
      sector[to + i] = (byte) (crc >>> (8 * i));
    }
  }

  private static void parity(byte[] sector) {
    parity(sector, 86, 24, 2, 86, 2076);
    parity(sector, 52, 43, 86, 88, 2248);
  }

  /** A Reed-Solomon code with the generator (x + 1)(x + 2), by long division. */
  private static void parity(
      byte[] sector, int words, int length, int wordStep, int byteStep, int parity) {
    int bytes = words * length;
    for (int word = 0; word < words; word++) {
      int index = (word >> 1) * wordStep + (word & 1);
      int high = 0;
      int low = 0;
      for (int i = 0; i < length; i++) {
        int feedback = high ^ (sector[12 + index] & 0xFF);
        high = low ^ times(feedback, 3);
        low = times(feedback, 2);
        index += byteStep;
        index = index >= bytes ? index - bytes : index;
      }
      sector[parity + word] = (byte) high;
      sector[parity + words + word] = (byte) low;
    }
  }

  private static int times(int a, int b) {
    int doubled = (a << 1) ^ ((a >> 7) * 0x11D);
    return b == 2 ? doubled : doubled ^ a;
  }
}
