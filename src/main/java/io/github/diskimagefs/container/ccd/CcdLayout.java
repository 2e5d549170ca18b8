package io.github.diskimagefs.container.ccd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.CdText;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.LayoutProbe;
import io.github.diskimagefs.sector.Msf;
import io.github.diskimagefs.sector.SectorHeader;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.SubchannelQ;
import io.github.diskimagefs.sector.TrackMode;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a disc of the sheet's table of contents and the {@code .img}, which holds the raw sectors
 * of one session behind those of the other.
 */
final class CcdLayout {
  private static final int LEAD_OUT = 0xA2;
  private static final int LAST_TRACK = 99;
  private static final int MAX_ENTRIES = 10_000;
  private static final int RAW = SectorLayout.RAW;

  /** An entry of the table of contents: a track's start, or the lead-out. */
  private record Entry(int session, int point, int control, long block) {}

  private final CcdSheet sheet;
  private final ByteSource image;
  private final ByteSource channels;
  private final VolumeRecognizer volumes;
  private final DiscBuilder disc = new DiscBuilder();

  /**
   * Prepares a layout.
   *
   * @param channels the {@code .sub}, 96 bytes a sector, or null
   */
  CcdLayout(CcdSheet sheet, ByteSource image, ByteSource channels, VolumeRecognizer volumes) {
    this.volumes = volumes;
    this.sheet = sheet;
    this.image = image;
    this.channels = channels;
  }

  Disc disc() throws IOException {
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
    Map<String, String> trackText = new TreeMap<>(cdText.getOrDefault(0, Map.of()));
    String catalog = sheet.section("disc").get("catalog");
    if (catalog != null && !catalog.isEmpty()) {
      trackText.put("mcn", catalog);
    }
    return disc.build(trackText);
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

  /** Adds a session's tracks; the number of sectors that the image has up to its end. */
  private long session(
      List<Entry> tracks, long leadOut, long stored, Map<Integer, Map<String, String>> cdText)
      throws IOException {
    long total = image.size() / RAW + (image.size() % RAW == 0 ? 0 : 1);
    long origin = disc.laterSession() ? first(tracks.get(0)) : Math.min(0, first(tracks.get(0)));
    long base = stored + pregapStored(tracks.get(0), stored);
    long end = Math.min(leadOut, origin + total - base);
    for (int i = 0; i < tracks.size(); i++) {
      Entry track = tracks.get(i);
      long first = i == 0 ? origin : first(track);
      long next = i + 1 < tracks.size() ? first(tracks.get(i + 1)) : end;
      if (track.block < first || next <= track.block || base + track.block - origin >= total) {
        throw malformed(
            String.format(
                "track %02d from LBA %d to %d; the image has %d sectors",
                track.point, track.block, next, total));
      }
      add(track, first, next, (base + first - origin) * RAW, cdText);
    }
    return base + end - origin;
  }

  private void add(
      Entry track, long first, long next, long offset, Map<Integer, Map<String, String>> cdText)
      throws IOException {
    String section = "track " + track.point;
    long pregap = track.block - first;
    SectorLayout layout = layout(track, section, offset + pregap * RAW);
    Map<String, String> trackText = new TreeMap<>(cdText.getOrDefault(track.point, Map.of()));
    String isrc = sheet.section(section).get("isrc");
    if (isrc != null && !isrc.isEmpty()) {
      trackText.put("isrc", isrc);
    }
    disc.moveTo(first);
    long sectors = next - first;
    disc.track(
        track.point,
        layout,
        track.control & 0xF,
        image.slice(offset, sectors * RAW),
        pregap,
        List.of(),
        disc.withCodes(trackText, codes(offset / RAW + pregap, sectors - pregap)));
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
    return LayoutProbe.confirm(image, offset, SectorLayout.of(declared, RAW), volumes);
  }

  /** Where a track's first stored sector lies on the disc: at INDEX 0 if the sheet has one. */
  private long first(Entry track) throws MalformedImageException {
    long first = sheet.number("track " + track.point, "index 0", track.block);
    return first <= track.block ? first : track.block;
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
