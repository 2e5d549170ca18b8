package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An image of DiscJuggler. The descriptor is as {@code image-cdi/parser.c} of libmirage describes
 * that of 3.5; what 2.0 and 3.0 leave out is as CDIrip skips it.
 */
public final class CdiImage {
  private static final byte[] MARK = {0, 0, 1, 0, 0, 0, -1, -1, -1, -1};
  private static final int[] SECTOR_SIZES = {2048, 2336, 2352, 2368, 2448};

  private final long version;
  private final ByteArrayOutputStream sectors = new ByteArrayOutputStream();
  private final List<List<byte[]>> sessions = new ArrayList<>();
  private String catalogue = "";
  private byte[] packs = new byte[0];
  private String isrc = "";
  private String title = "";
  private int lastIndex;

  private CdiImage(long version) {
    this.version = version;
    sessions.add(new ArrayList<>());
  }

  /** Version 2.0: the place of the descriptor counts from the start of the file. */
  public static CdiImage v2() {
    return new CdiImage(0x8000_0004L);
  }

  /** Version 3.0: the same, with more fields in a track. */
  public static CdiImage v3() {
    return new CdiImage(0x8000_0005L);
  }

  /** Version 3.5: the place counts from the end. */
  public static CdiImage v35() {
    return new CdiImage(0x8000_0006L);
  }

  /** The tracks that follow are of the next session. */
  public CdiImage session() {
    sessions.add(new ArrayList<>());
    return this;
  }

  /** The next track has an ISRC and a title. */
  public CdiImage texts(String recording, String name) {
    isrc = recording;
    title = name;
    return this;
  }

  /** The next track has an INDEX 02 after a number of sectors. */
  public CdiImage index2(int after) {
    lastIndex = after;
    return this;
  }

  /** The disc has a catalogue number and packs of CD-TEXT. */
  public CdiImage disc(String number, byte[] text) {
    catalogue = number;
    packs = text;
    return this;
  }

  /**
   * A track, whose sectors follow those of the track before.
   *
   * @param mode 0 audio, 1 mode 1, 2 mode 2
   * @param readMode 0 to 4: 2048, 2336, 2352, 2368 and 2448 bytes
   * @param start of the pregap, counted from that of the first track
   * @param pregap of zeros, in sectors
   */
  public CdiImage track(int mode, int readMode, long start, int pregap, byte[] data) {
    int size = SECTOR_SIZES[readMode];
    int length = data.length / size;
    sectors.writeBytes(new byte[pregap * size]);
    sectors.writeBytes(data);
    FieldBytes out = header();
    if (lastIndex > 0) {
      out.u16(3).u32(pregap).u32(lastIndex).u32(length - lastIndex);
    } else {
      out.u16(2).u32(pregap).u32(length);
    }
    out.u32(title.isEmpty() ? 0 : 1);
    if (!title.isEmpty()) {
      out.zeros(10).u8(title.length()).text(title, ISO_8859_1).zeros(7);
    }
    out.zeros(2).u32(mode).zeros(4);
    out.u32(sessions.size() - 1).u32(sessions.get(sessions.size() - 1).size());
    out.u32(start).u32(pregap + length).zeros(16).u32(readMode).u32(mode == 0 ? 0 : 4);
    out.u8(0).u32(pregap + length).zeros(4);
    out.bytes(isrc.isEmpty() ? new byte[12] : isrc.getBytes(US_ASCII)).u32(isrc.isEmpty() ? 0 : 1);
    if (version != 0x8000_0004L) {
      out.u8(0).u32(-1).u32(-1).zeros(78);
    }
    sessions.get(sessions.size() - 1).add(out.array());
    isrc = "";
    title = "";
    lastIndex = 0;
    return this;
  }

  /** The mark, a file name, and the kind of the medium, which version 2.0 has not. */
  private FieldBytes header() {
    FieldBytes out = new FieldBytes();
    out.bytes(MARK).bytes(MARK).zeros(3).u8(2).u8(9).text("C:\\d.cdi\0", US_ASCII);
    boolean medium = version != 0x8000_0004L;
    out.zeros(11).u32(2).zeros(4).u32(medium ? 0x8000_0000L : 0);
    return medium ? out.u32(360_000).zeros(2).u16(0x98) : out;
  }

  /** The image. */
  public byte[] build() {
    FieldBytes out = new FieldBytes().u16(sessions.size());
    boolean old = version == 0x8000_0004L;
    for (List<byte[]> tracks : sessions) {
      out.u16(tracks.size());
      tracks.forEach(track -> out.u32(0).bytes(track));
      out.zeros(old ? 12 : 13);
    }
    out.u16(0).u32(0).bytes(header().array());
    out.u32(0).u8(4).text("DISC", US_ASCII).zeros(9);
    out.bytes(catalogue.isEmpty() ? new byte[13] : catalogue.getBytes(US_ASCII));
    out.u32(catalogue.isEmpty() ? 0 : 1).u32(packs.length).bytes(packs).zeros(8);
    byte[] descriptor = out.array();
    long place = version == 0x8000_0006L ? descriptor.length + 8 : sectors.size();
    return CdSectors.join(
        sectors.toByteArray(), descriptor, new FieldBytes().u32(version).u32(place).array());
  }
}
