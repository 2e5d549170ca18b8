package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.ArrayList;
import java.util.List;

/**
 * A descriptor of BlindWrite 5 and 6. The fields are as in {@code image-b6t.h} and {@code parser.c}
 * of libmirage.
 */
public final class BlindWriteImage {
  private static final int CD = 8;
  private static final int DVD = 0x10;

  private final int profile;
  private final FieldBytes blocks = new FieldBytes();
  private final List<List<byte[]>> sessions = new ArrayList<>();
  private int blockCount;
  private int tracks;
  private String catalogue = "";
  private byte[] packs = new byte[0];

  private BlindWriteImage(int profile) {
    this.profile = profile;
    session();
  }

  /** A CD. */
  public static BlindWriteImage cd() {
    return new BlindWriteImage(CD);
  }

  /** A DVD. */
  public static BlindWriteImage dvd() {
    return new BlindWriteImage(DVD);
  }

  /** The disc has a catalogue number and packs of CD-TEXT. */
  public BlindWriteImage disc(String number, byte[] text) {
    catalogue = number;
    packs = text;
    return this;
  }

  /** Sectors in a file. */
  public BlindWriteImage block(String name, long offset, int size, long start, int sectors) {
    byte[] text = name.getBytes(UTF_16LE);
    blocks.u32(0).u32((long) size * sectors).zeros(16).u32(offset).zeros(12);
    blocks.u32(start).u32(sectors).u32(text.length).bytes(text).zeros(4);
    blockCount++;
    return this;
  }

  /** The tracks that follow are of the next session. */
  public final BlindWriteImage session() {
    sessions.add(new ArrayList<>());
    return this;
  }

  /**
   * A track.
   *
   * @param type 1 audio, 2 mode 1, 3 to 5 mode 2, 6 DVD
   * @param index1 address of INDEX 01 in the table of contents; below -149 for none
   * @param start of the pregap
   * @param sectors pregap included
   */
  public BlindWriteImage track(int type, long index1, long pregap, long start, long sectors) {
    long time = Math.max(0, index1 + 150);
    FieldBytes out = new FieldBytes();
    out.u8(type).zeros(7).u8(0, 0, type == 1 ? 0 : 4, 1, ++tracks).zeros(5);
    out.u8(time / 75 / 60, time / 75 % 60, time % 75, 1).u32(pregap).zeros(16);
    out.u32(start).u32(sectors).zeros(8).u32(sessions.size()).zeros(2);
    sessions.get(sessions.size() - 1).add(type == 6 ? out.array() : out.zeros(8).array());
    return this;
  }

  /** The descriptor. */
  public byte[] build() {
    FieldBytes data = new FieldBytes().u32(blockCount).u32(4).text("D:", UTF_16LE);
    data.bytes(blocks.array());
    FieldBytes entries = new FieldBytes();
    for (int i = 0; i < sessions.size(); i++) {
      entries.u16(i + 1).u8(sessions.get(i).size() + 1, 3).zeros(12);
      entries.zeros(12).u8(0xA0).zeros(51); // of lead-in, without the last eight bytes
      sessions.get(i).forEach(entries::bytes);
    }
    FieldBytes out = new FieldBytes().text("BWT5 STREAM SIGN", US_ASCII).zeros(32);
    out.u16(profile).u16(sessions.size()).zeros(12).u8(catalogue.isEmpty() ? 0 : 1);
    out.bytes(catalogue.isEmpty() ? new byte[13] : catalogue.getBytes(US_ASCII)).zeros(18);
    out.u16(2).u16(3).u16(packs.length).u16(profile == CD ? 56 : 0).zeros(16);
    out.u32(0).u32(profile == CD ? 0 : 56).zeros(32 + 48 + 32);
    out.u32(5).u32(4).u32(data.size()).u32(entries.size()).u32(0);
    out.zeros(5 + 4 + 2 + 3).bytes(packs).zeros(56);
    out.bytes(data.array()).bytes(entries.array());
    return out.u32(out.size() + 20).text("BWT5 STREAM FOOT", US_ASCII).array();
  }

  /**
   * A descriptor of BlindWrite 4 for one session, as {@code BlindWrite4} of Aaru reads it.
   *
   * @param modes 0 audio, 1 mode 1, 2 mode 2, for each track
   * @param starts addresses of INDEX 01, and of the lead-out
   */
  public static byte[] version4(String name, String channels, int[] modes, int... starts) {
    FieldBytes out = new FieldBytes().text("BLINDWRITE TOC FILE", US_ASCII).u32(2).u64(0);
    text(text(text(out, "DISC"), ""), "a comment");
    out.u32(modes.length + 1);
    text(text(out, name), channels).u32(0).u8(1).zeros(1);
    entry(out, 0, 0, 0xA0, 0, 0, "Album", "1234567890123");
    for (int i = 0; i < modes.length; i++) {
      // The offset is that of the sectors up to here; nothing of a pregap is stored before it.
      entry(out, starts[i] * 2352, modes[i], i + 1, starts[i], starts[i + 1], "Song", "");
    }
    return out.array();
  }

  private static void entry(
      FieldBytes out, int offset, int mode, int point, int start, int end, String... texts) {
    text(out, "").u32(offset).zeros(9).u8(1, 0, mode == 0 ? 0x10 : 0x14, 0, mode, 0, point);
    out.zeros(8).u32(150).zeros(6).u32(end).zeros(1).u32(start).u32(start).zeros(8);
    text(out, texts[0]);
    for (int i = 1; i < 14; i++) {
      text(out, "");
    }
    text(out, texts[1]);
  }

  private static FieldBytes text(FieldBytes out, String text) {
    return out.u32(text.length()).text(text, US_ASCII);
  }
}
