package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A media descriptor of Alcohol 120%. The blocks are as in {@code image-mds.h} of libmirage (header
 * 88 bytes, session 24, track 80, extra 8, footer 16) and in the notes of Henrik Stokseth.
 */
public final class MdsImage {
  private static final int HEADER = 88;
  private static final int SESSION = 24;
  private static final int TRACK = 80;
  private static final int EXTRA = 8;
  private static final int FOOTER = 16;

  private record Track(
      int session,
      int number,
      int mode,
      int size,
      long block,
      long offset,
      long pregap,
      long sectors) {}

  private final int medium;
  private final List<Track> tracks = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private Charset charset = US_ASCII;
  private int sessions = 1;

  private MdsImage(int medium) {
    this.medium = medium;
  }

  /** A CD: medium 0. */
  public static MdsImage cd() {
    return new MdsImage(0);
  }

  /** A DVD: medium 0x10; its track blocks have the length in place of the extra block. */
  public static MdsImage dvd() {
    return new MdsImage(0x10);
  }

  /** The tracks that follow are of the next session. */
  public MdsImage session() {
    sessions++;
    return this;
  }

  /**
   * A track.
   *
   * @param mode A9 audio, AA mode 1, AB mode 2, AC and AD its forms (libmirage: the low three bits)
   * @param size bytes of a sector, sub-channel included
   * @param block address of INDEX 01
   * @param offset of INDEX 01 in the files
   */
  public MdsImage track(int mode, int size, long block, long offset, long pregap, long sectors) {
    tracks.add(new Track(sessions, tracks.size() + 1, mode, size, block, offset, pregap, sectors));
    return this;
  }

  /** A file of sectors, named in a charset; of UTF-16 as Alcohol calls it, wide. */
  public MdsImage file(String name, Charset encoding) {
    names.add(name);
    charset = encoding;
    return this;
  }

  /** The descriptor. */
  public byte[] build() {
    if (names.isEmpty()) {
      names.add("*.mdf");
    }
    int trackBlocks = HEADER + sessions * SESSION;
    // Each session has three blocks for lead-in and lead-out before those of its tracks.
    int extras = trackBlocks + (3 * sessions + tracks.size()) * TRACK;
    int footers = extras + tracks.size() * EXTRA;
    FieldBytes out = new FieldBytes();
    out.text("MEDIA DESCRIPTOR", US_ASCII).u8(1, 3).u16(medium).u16(sessions).zeros(0x50 - 0x16);
    out.u32(HEADER).u32(0);
    for (int session = 1, at = trackBlocks; session <= sessions; session++) {
      List<Track> own = of(session);
      Track last = own.get(own.size() - 1);
      out.u32(own.get(0).block - (session == 1 ? 150 : 0)).u32(last.block + last.sectors);
      out.u16(session).u8(3 + own.size(), 3).u16(own.get(0).number).u16(last.number);
      out.u32(0).u32(at);
      at += (3 + own.size()) * TRACK;
    }
    for (int session = 1; session <= sessions; session++) {
      for (int point = 0xA0; point <= 0xA2; point++) {
        out.u8(0, 0, 0x14, 0, point).zeros(TRACK - 5);
      }
      of(session).forEach(track -> block(out, track, extras, footers));
    }
    tracks.forEach(track -> out.u32(track.pregap).u32(track.sectors));
    boolean wide = charset.equals(StandardCharsets.UTF_16LE);
    FieldBytes texts = new FieldBytes();
    int first = footers + names.size() * FOOTER;
    for (String name : names) {
      out.u32(first + texts.size()).u32(wide ? 1 : 0).zeros(8);
      texts.text(name + '\0', charset);
    }
    return out.bytes(texts.array()).array();
  }

  private List<Track> of(int session) {
    return tracks.stream().filter(track -> track.session == session).toList();
  }

  private void block(FieldBytes out, Track track, int extras, int footers) {
    long place = medium == 0 ? extras + (long) (track.number - 1) * EXTRA : track.sectors;
    boolean channels = track.size > 2352 || track.size == 2048 + 96 || track.size == 2336 + 96;
    out.u8(track.mode, channels ? 8 : 0, track.mode == 0xA9 ? 0x10 : 0x14, 0, track.number);
    out.zeros(7).u32(place).u16(track.size).zeros(18).u32(track.block).u64(track.offset);
    out.u32(names.size()).u32(footers).zeros(24);
  }
}
