package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Sub-channels P to W: 96 bytes for each sector, 12 of each channel in turn. */
public final class SubChannel {
  private static final int SIZE = 96;

  private SubChannel() {}

  /** Sectors of which Q tells addresses, in the fourth a catalogue number, in the sixth an ISRC. */
  public static byte[] of(int sectors, String catalogue, String recording) {
    byte[] all = new byte[sectors * SIZE];
    for (int i = 0; i < sectors; i++) {
      byte[] q = {1, 1, 1, 0, 0, (byte) i, 0, 0, 2, (byte) i, 0, 0};
      if (i == 3) {
        q = new byte[12];
        q[0] = 2;
        for (int k = 0; k < 13; k++) {
          put(q, 8 + 4 * k, 4, catalogue.charAt(k) - '0');
        }
      } else if (i == 5) {
        q = new byte[12];
        q[0] = 3;
        for (int k = 0; k < 5; k++) {
          put(q, 8 + 6 * k, 6, recording.charAt(k) - '0');
        }
        for (int k = 0; k < 7; k++) {
          put(q, 40 + 4 * k, 4, recording.charAt(5 + k) - '0');
        }
      }
      put(q, 80, 16, ~crc(q));
      System.arraycopy(q, 0, all, i * SIZE + 12, 12);
    }
    return all;
  }

  /** Packs of CD-TEXT (type 0x80) with the titles of the disc and of track 1, without CRC. */
  public static byte[] title(String disc, String track) {
    byte[] text = Arrays.copyOf((disc + '\0' + track + '\0').getBytes(ISO_8859_1), 24);
    byte[] packs = new byte[36];
    for (int i = 0; i < 2; i++) {
      packs[18 * i] = (byte) 0x80;
      packs[18 * i + 2] = (byte) i;
      System.arraycopy(text, 12 * i, packs, 18 * i + 4, 12);
    }
    return packs;
  }

  /** Interleaves channels as on a disc: bit by bit, P the highest. */
  public static byte[] interleaved(byte[] channels) {
    byte[] out = new byte[channels.length];
    for (int i = 0; i < channels.length; i++) {
      int sector = i / SIZE * SIZE;
      for (int channel = 0; channel < 8; channel++) {
        int bit = i - sector;
        int from = channels[sector + channel * 12 + bit / 8] >> (7 - bit % 8);
        out[i] |= (byte) ((from & 1) << (7 - channel));
      }
    }
    return out;
  }

  /** Appends its sub-channels to each raw sector. */
  public static byte[] join(byte[] raw, byte[] channels) {
    byte[] joined = CdSectors.withSubChannel(raw);
    for (int i = 0; i < raw.length / 2352; i++) {
      System.arraycopy(channels, i * SIZE, joined, i * 2448 + 2352, SIZE);
    }
    return joined;
  }

  private static void put(byte[] target, int at, int count, int value) {
    for (int i = 0; i < count; i++) {
      target[(at + i) / 8] |= (byte) (((value >> (count - 1 - i)) & 1) << (7 - (at + i) % 8));
    }
  }

  private static int crc(byte[] q) {
    int crc = 0;
    for (byte b : Arrays.copyOf(q, 10)) {
      crc ^= (b & 0xFF) << 8;
      for (int i = 0; i < 8; i++) {
        crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
      }
    }
    return crc & 0xFFFF;
  }
}
