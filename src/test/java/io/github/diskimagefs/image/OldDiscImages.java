package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Images of WinOnCD and Easy CD Creator of a data track (mode 1, 2048 bytes) and audio, as {@code
 * image-c2d.h} and {@code image-cif.h} of libmirage describe them.
 */
public final class OldDiscImages {
  private OldDiscImages() {}

  /**
   * An image of WinOnCD.
   *
   * @param compressed whether the audio is said to be compressed
   */
  public static byte[] c2d(byte[] data, byte[] audio, byte[] packs, boolean compressed) {
    int header = 196;
    int blocks = header + packs.length;
    int start = blocks + 3 * 44;
    int sectors = data.length / 2048;
    int last = sectors + 150 + audio.length / 2352 - 1;
    FieldBytes out = new FieldBytes().text("Adaptec CeQuadrat VirtualCD File", US_ASCII);
    out.u16(header).u16(1).text("1234567890123", US_ASCII).u8(0).u16(3).u32(packs.length);
    out.u32(blocks).zeros(header - 60).bytes(packs);
    block(out, 0, sectors - 1, start, 2048, 4, 1, 1, 1, false);
    int offset = start + data.length;
    block(out, sectors + 150, sectors + 154, offset, 2352, 1, 2, 1, 0, compressed);
    block(out, sectors + 155, last, -1, 2352, 1, 2, 2, 0, compressed);
    return out.bytes(data).bytes(audio).array();
  }

  private static void block(
      FieldBytes out,
      int first,
      int last,
      int offset,
      int size,
      int flags,
      int track,
      int index,
      int mode,
      boolean compressed) {
    out.u32(44).u32(first).u32(last).u64(offset).u32(size);
    out.text(track == 2 ? "DEA120000001" : "            ", US_ASCII);
    out.u8(flags, 1, track, index, mode, compressed ? 1 : 0).u16(0);
  }

  /** An image of Easy CD Creator; tracks of fewer than 300 sectors are padded to as many. */
  public static byte[] cif(byte[] data, byte[] audio) {
    FieldBytes disc = new FieldBytes().zeros(8);
    disc.u16(16).u16(1).u16(2).zeros(10); // one session, two tracks
    disc.u16(18).u16(2).zeros(14);
    disc.u16(24).u16(0).u32(data.length / 2048).u16(0).u16(1).zeros(12);
    disc.u16(24).u16(0).u32(audio.length / 2352).u16(0).u16(0).zeros(12);
    FieldBytes out = chunk(new FieldBytes(), "imag", new byte[8]);
    int first = out.size() + 8;
    chunk(out, "info", data);
    int second = out.size() + 8;
    chunk(out, "adio", audio);
    chunk(out, "disc", disc.array());
    FieldBytes offsets = new FieldBytes().zeros(8).u16(2);
    offsets.text("RIFF", US_ASCII).u32(data.length + 4).text("info", US_ASCII).u32(first).zeros(6);
    offsets.text("RIFF", US_ASCII).u32(audio.length + 4).text("adio", US_ASCII);
    return chunk(out, "ofs ", offsets.u32(second).zeros(6).array()).array();
  }

  private static FieldBytes chunk(FieldBytes out, String type, byte[] body) {
    out.text("RIFF", US_ASCII).u32(body.length + 4).text(type, US_ASCII).bytes(body);
    return body.length % 2 == 0 ? out : out.zeros(1);
  }
}
