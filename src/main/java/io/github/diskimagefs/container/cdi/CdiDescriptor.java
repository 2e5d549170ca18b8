package io.github.diskimagefs.container.cdi;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.CdText;
import io.github.diskimagefs.container.StructReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The descriptor at the end of an image.
 *
 * @param sessions tracks of each session
 * @param catalogue media catalogue number, or empty
 * @param cdText texts by track number, 0 for the disc
 */
record CdiDescriptor(
    List<List<CdiTrack>> sessions, String catalogue, Map<Integer, Map<String, String>> cdText) {
  private static final int MAX_SESSIONS = 99;
  private static final int MAX_TRACKS = 99;

  /** Bytes from the start of a descriptor to the mark of the first track. */
  private static final int FIRST_MARK = 2 + 2 + 4;

  /** Returns whether a descriptor starts with a session that has a track. */
  static boolean recognises(Struct struct) throws MalformedImageException {
    if (struct.length() < FIRST_MARK) {
      return false;
    }
    int sessions = struct.u16(0);
    int mark = struct.u32(4) == 0 ? FIRST_MARK : FIRST_MARK + 8;
    return sessions >= 1 && sessions <= MAX_SESSIONS && CdiTrack.marked(struct, mark);
  }

  static CdiDescriptor read(Struct struct, long version) throws MalformedImageException {
    StructReader in = new StructReader(struct);
    int count = in.u16();
    if (count < 1 || count > MAX_SESSIONS) {
      throw struct.mismatch("1 to " + MAX_SESSIONS + " sessions", count);
    }
    List<List<CdiTrack>> sessions = new ArrayList<>();
    int total = 0;
    for (int i = 0; i < count; i++) {
      int tracks = in.u16();
      total += tracks;
      if (total > MAX_TRACKS) {
        throw struct.malformed("%d tracks up to session %d", total, i + 1);
      }
      List<CdiTrack> session = new ArrayList<>();
      for (int track = 0; track < tracks; track++) {
        session.add(CdiTrack.read(in, version));
      }
      sessions.add(session);
      in.skip(version == CdiTrailer.VERSION_2 ? 12 : 13);
    }
    if (total == 0) {
      throw struct.malformed("there is no track");
    }
    try {
      return end(in, sessions);
    } catch (MalformedImageException e) {
      return new CdiDescriptor(sessions, "", Map.of()); // texts alone are no reason to refuse it
    }
  }

  /** Reads the description of the disc after the last session, which has no tracks. */
  private static CdiDescriptor end(StructReader in, List<List<CdiTrack>> sessions)
      throws MalformedImageException {
    in.skip(2);
    CdiTrack.header(in);
    in.skip(4); // length of the disc
    in.skip(in.u8()); // volume identifier
    in.skip(9);
    String catalogue = in.text(13, StandardCharsets.ISO_8859_1);
    boolean valid = in.u32() != 0;
    byte[] packs = in.bytes(in.u32());
    return new CdiDescriptor(
        sessions,
        valid && catalogue.matches("\\d{13}") ? catalogue : "",
        packs.length == 0 ? Map.of() : CdText.read(packs));
  }
}
