package io.github.diskimagefs.container.mds;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of 88 bytes.
 *
 * @param medium 0 to 2 for CDs; 16 and more for DVDs
 * @param sessions number of session blocks
 * @param sessionOffset byte of the first session block
 */
record MdsHeader(int medium, int sessions, long sessionOffset) {
  /** The signature and the version: 1, as Alcohol 120% writes. */
  static final String MAGIC = "MEDIA DESCRIPTOR\1";

  static final String NAME = "MDS (Alcohol 120%) header";

  private static final int LENGTH = 88;
  private static final int DVD = 0x10;
  private static final int MAX_SESSIONS = 99;

  static MdsHeader read(ByteSource file) throws IOException {
    Struct struct = Struct.read(NAME, file, 0, LENGTH, ByteOrder.LITTLE_ENDIAN);
    MdsHeader header = new MdsHeader(struct.u16(0x12), struct.u16(0x14), struct.u32(0x50));
    if (header.sessions == 0 || header.sessions > MAX_SESSIONS) {
      throw struct.mismatch("1 to " + MAX_SESSIONS + " sessions", header.sessions);
    }
    return header;
  }

  boolean dvd() {
    return medium >= DVD;
  }

  /** Reads the session blocks, which follow each other. */
  List<MdsSession> readSessions(ByteSource file) throws IOException {
    List<MdsSession> list = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      list.add(MdsSession.read(file, sessionOffset + (long) i * MdsSession.LENGTH));
    }
    if (list.stream().allMatch(session -> session.tracks().isEmpty())) {
      throw new MalformedImageException(NAME, 0, "no session has a track");
    }
    return list;
  }
}
