package io.github.diskimagefs.container.ccd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.CdText;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscTrack;
import io.github.diskimagefs.container.UnreadableSource;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.Msf;
import io.github.diskimagefs.sector.SectorHeader;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.SubchannelQ;
import io.github.diskimagefs.sector.TrackMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a disc of the sheet's table of contents and the {@code .img}, which holds the raw sectors
 * of all sessions without the gaps between them.
 *
 * @param channels the {@code .sub}, 96 bytes a sector, or null
 * @param disc to which the tracks are added
 */
record CcdLayout(CcdSheet sheet, ByteSource image, ByteSource channels, DiscBuilder disc) {
  private static final int LEAD_OUT = 0xA2;
  private static final int LAST_TRACK = 99;
  private static final int MAX_ENTRIES = 10_000;
  private static final int RAW = SectorLayout.RAW;

  /** An entry of the table of contents: a track's start, or the lead-out. */
  private record Entry(int session, int point, int control, long block) {}

  /** Adds the tracks of all sessions; returns the disc. */
  Disc build() throws IOException {
    List<Entry> entries = entries();
    Map<Integer, Map<String, String>> cdText = cdText();
    TreeMap<Integer, List<Entry>> sessions = new TreeMap<>();
    for (Entry entry : entries) {
      if (entry.point >= 1 && entry.point <= LAST_TRACK) {
        sessions.computeIfAbsent(entry.session, s -> new ArrayList<>()).add(entry);
      }
    }
    if (sessions.isEmpty()) {
      throw malformed("no entry of the table of contents is a track");
    }
    long stored = 0;
    for (Map.Entry<Integer, List<Entry>> session : sessions.entrySet()) {
      List<Entry> tracks = session.getValue();
      tracks.sort(Comparator.comparingInt(Entry::point));
      disc.session(session.getKey());
      stored = session(tracks, leadOut(entries, session.getKey()), stored, cdText);
    }
    return disc.build(cdText, sheet.section("disc").get("catalog"));
  }

  private List<Entry> entries() throws MalformedImageException {
    List<Entry> entries = new ArrayList<>();
    for (String section : sheet.sections().keySet()) {
      if (section.startsWith("entry ") && entries.size() < MAX_ENTRIES) {
        long time =
            Msf.sectors(
                sheet.number(section, "pmin", -1),
                sheet.number(section, "psec", -1),
                sheet.number(section, "pframe", -1));
        entries.add(
            new Entry(
                (int) sheet.number(section, "session", 1),
                (int) sheet.number(section, "point", 0),
                (int) sheet.number(section, "control", 0),
                sheet.number(section, "plba", time - Msf.OFFSET)));
      }
    }
    return entries;
  }

  private static long leadOut(List<Entry> entries, int session) {
    for (Entry entry : entries) {
      if (entry.session == session && entry.point == LEAD_OUT) {
        return entry.block;
      }
    }
    return Long.MAX_VALUE;
  }

  /** Adds a session's tracks; returns the number of sectors that the image has up to its end. */
  private long session(
      List<Entry> tracks, long leadOut, long stored, Map<Integer, Map<String, String>> cdText)
      throws IOException {
    long total = image.size() / RAW + (image.size() % RAW == 0 ? 0 : 1);
    long opening = first(tracks.get(0), Long.MIN_VALUE, tracks.get(0).block);
    long origin = disc.laterSession() ? opening : Math.min(0, opening);
    long base = stored + pregapStored(tracks.get(0), stored);
    long end = Math.min(leadOut, origin + total - base);
    long previous = origin;
    for (int i = 0; i < tracks.size(); i++) {
      Entry track = tracks.get(i);
      long first = i == 0 ? origin : first(track, previous, tracks.get(0).block);
      long next =
          i + 1 < tracks.size()
              ? first(tracks.get(i + 1), track.block, tracks.get(0).block)
              : Math.max(end, track.block + 1);
      if (track.block < first || next <= track.block) {
        throw malformed(
            String.format("track %02d from LBA %d to %d", track.point, track.block, next));
      }
      add(track, first, next, base + first - origin, total, cdText);
      previous = track.block;
    }
    return base + Math.max(0, Math.min(end, leadOut) - origin);
  }

  /**
   * Adds a track.
   *
   * @param stored number of its first sector in the image
   * @param total sectors of the image; a track that it does not hold cannot be read
   */
  private void add(
      Entry track,
      long first,
      long next,
      long stored,
      long total,
      Map<Integer, Map<String, String>> cdText)
      throws IOException {
    String section = "track " + track.point;
    long pregap = track.block - first;
    boolean held = stored + pregap < total;
    long sectors = held ? Math.min(next - first, total - stored) : next - first;
    SectorLayout layout = layout(track, section, (stored + pregap) * RAW);
    Map<String, String> trackText = new TreeMap<>(cdText.getOrDefault(track.point, Map.of()));
    String isrc = sheet.section(section).get("isrc");
    if (isrc != null && !isrc.isEmpty()) {
      trackText.put("isrc", isrc);
    }
    disc.moveTo(first);
    disc.track(
        new DiscTrack(
            track.point,
            layout,
            track.control & 0xF,
            held
                ? image.slice(stored * RAW, sectors * RAW)
                : missing(track, layout.mode().data() ? sectors * RAW : 0, total),
            pregap,
            List.of(),
            disc.withCodes(trackText, codes(stored + pregap, sectors - pregap))));
  }

  private static UnreadableSource missing(Entry track, long size, long total) {
    return UnreadableSource.malformed(
        "CCD sheet",
        String.format(
            "track %02d at LBA %d is not in the image, which has %d sectors",
            track.point, track.block, total),
        size);
  }

  private SubchannelQ codes(long stored, long sectors) throws IOException {
    int size = SectorLayout.SUB_CHANNEL;
    return channels == null
        ? SubchannelQ.NONE
        : SubchannelQ.read(channels, stored * size, size, sectors);
  }

  private SectorLayout layout(Entry track, String section, long offset) throws IOException {
    long mode = sheet.number(section, "mode", (track.control & 4) == 0 ? 0 : 1);
    if (mode == 0) {
      return SectorLayout.of(TrackMode.AUDIO, RAW);
    }
    TrackMode declared = mode == 2 ? TrackMode.MODE2 : TrackMode.MODE1;
    return disc.confirm(image, offset, SectorLayout.of(declared, RAW));
  }

  /**
   * Returns the block of a track's first stored sector: INDEX 0 if the sheet has one. Its value
   * counts from the start of the disc or, in later sessions of some writers, of the session, like
   * INDEX 1, which tells.
   *
   * @param min the first block that it may have
   * @param session the first block of the session
   */
  private long first(Entry track, long min, long session) throws MalformedImageException {
    String section = "track " + track.point;
    long unknown = Long.MIN_VALUE;
    long index0 = sheet.number(section, "index 0", unknown);
    long index1 = sheet.number(section, "index 1", unknown);
    if (index0 == unknown) {
      return track.block;
    }
    if (index1 != unknown && index0 <= index1) {
      index0 += track.block - index1;
    } else if (index0 < min && index0 + session >= min) {
      index0 += session;
    }
    return index0 >= min && index0 <= track.block ? index0 : track.block;
  }

  /** Some images have the pregap of a later session in front of its first track. */
  private long pregapStored(Entry track, long stored) throws IOException {
    if (disc.laterSession()) {
      SectorHeader header = SectorHeader.read(image, (stored + DiscBuilder.PREGAP) * RAW);
      SectorHeader direct = SectorHeader.read(image, stored * RAW);
      if (header != null
          && header.block() == track.block
          && (direct == null || direct.block() != track.block)) {
        return DiscBuilder.PREGAP;
      }
    }
    return 0;
  }

  private Map<Integer, Map<String, String>> cdText() {
    ByteArrayOutputStream packs = new ByteArrayOutputStream();
    Map<String, String> section = sheet.section("cdtext");
    for (int i = 0; i < section.size(); i++) {
      String entry = section.get("entry " + i);
      if (entry == null || !entry.matches("([0-9A-Fa-f]{2} *){16,18}")) {
        break;
      }
      String[] bytes = entry.trim().split(" +");
      for (int k = 0; k < 18; k++) {
        packs.write(k < bytes.length ? Integer.parseInt(bytes[k], 16) : 0);
      }
    }
    return packs.size() == 0 ? Map.of() : CdText.read(packs.toByteArray());
  }

  private static MalformedImageException malformed(String detail) {
    return new MalformedImageException("CCD sheet", MalformedImageException.NO_OFFSET, detail);
  }
}
