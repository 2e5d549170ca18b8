package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.CdText;
import io.github.diskimagefs.container.StructReader;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A descriptor of version 5 or 6.
 *
 * @param catalogue media catalogue number, or empty
 * @param cdText texts by track number, 0 for the disc
 * @param blocks the stored sectors
 * @param tracks of all sessions, without the entries for lead-in and lead-out
 */
record B6tDescriptor(
    String catalogue,
    Map<Integer, Map<String, String>> cdText,
    List<B6tBlock> blocks,
    List<B6tTrack> tracks) {
  static final String MAGIC = "BWT5 STREAM SIGN";

  static final String NAME = "B6T (BlindWrite) descriptor";

  private static final int HEADER = 260;

  /** Limit of a descriptor in bytes, measurements at its end left out: they are not read. */
  private static final int MAX_LENGTH = 4 << 20;

  private static final int MAX_BLOCKS = 1_000;
  private static final int MAX_TRACKS = 99;

  static B6tDescriptor read(ByteSource file) throws IOException {
    Struct header = Struct.read(NAME, file, 0, HEADER, ByteOrder.LITTLE_ENDIAN);
    int profile = header.u16(0x30);
    int sessions = header.u16(0x32);
    boolean valid = header.u8(0x40) != 0;
    String catalogue = header.text(0x41, 13, StandardCharsets.ISO_8859_1);
    int texts = header.u16(0x64);
    // Mode page, an unknown block, PMA, ATIP; then CD-TEXT, burst cutting area, DVD structures.
    long before = header.u32(0xF0) + header.u32(0xF4) + header.u16(0x60) + header.u16(0x62);
    long after = header.u32(0x68) + header.u32(0x78);
    after += cd(profile) ? header.u16(0x66) : header.u32(0x7C);
    long length = HEADER + before + texts + after + header.u32(0xF8) + header.u32(0xFC);
    if (length > MAX_LENGTH) {
      throw header.mismatch("up to " + MAX_LENGTH + " bytes", length);
    }
    StructReader in =
        new StructReader(Struct.read(NAME, file, 0, (int) length, ByteOrder.LITTLE_ENDIAN));
    in.skip(HEADER + before);
    byte[] packs = in.bytes(texts);
    in.skip(after);
    List<B6tBlock> blocks = blocks(in);
    List<B6tTrack> tracks = tracks(in, sessions);
    if (tracks.isEmpty()) {
      throw header.malformed("there is no track in %d sessions", sessions);
    }
    return new B6tDescriptor(
        valid && catalogue.matches("\\d{13}") ? catalogue : "",
        packs.length == 0 ? Map.of() : CdText.read(packs),
        blocks,
        tracks);
  }

  /** Returns whether a profile (MMC-3) is that of a CD, 08 to 0A, or of one of double density. */
  private static boolean cd(int profile) {
    return (profile >= 0x08 && profile <= 0x0A)
        || (profile >= 0x20 && profile <= 0x22)
        || (profile >= 0x80 && profile <= 0x82);
  }

  private static List<B6tBlock> blocks(StructReader in) throws IOException {
    long count = in.u32();
    if (count > MAX_BLOCKS) {
      throw in.struct().malformed("%d data blocks", count);
    }
    in.skip(in.u32()); // folder of the files on the writer's machine
    List<B6tBlock> blocks = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      blocks.add(B6tBlock.read(in));
    }
    return blocks;
  }

  private static List<B6tTrack> tracks(StructReader in, int sessions) throws IOException {
    List<B6tTrack> tracks = new ArrayList<>();
    for (int session = 1; session <= sessions; session++) {
      in.skip(2);
      int entries = in.u8();
      in.skip(1 + 4 + 4 + 2 + 2); // the session's first and last block and track
      for (int i = 0; i < entries; i++) {
        B6tTrack track = B6tTrack.read(in, session);
        if (track.type() != 0 && track.point() >= 1 && track.point() <= MAX_TRACKS) {
          tracks.add(track);
        }
      }
    }
    return tracks;
  }
}
