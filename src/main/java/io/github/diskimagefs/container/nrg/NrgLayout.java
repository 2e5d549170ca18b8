package io.github.diskimagefs.container.nrg;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.CdText;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscTrack;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a disc of the chunks: each DAO or ETN chunk is a session. */
final class NrgLayout {
  private static final int MAX_TRACKS = 99;

  private final ByteSource file;
  private final NrgChunks chunks;
  private final DiscBuilder disc;
  private final Map<String, String> trackText = new TreeMap<>();
  private Map<Integer, Map<String, String>> cdText = Map.of();
  private int sessions;
  private int tracks;

  NrgLayout(ByteSource file, NrgChunks chunks, VolumeRecognizer volumes) {
    this.disc = new DiscBuilder(volumes);
    this.file = file;
    this.chunks = chunks;
  }

  Disc disc() throws IOException {
    CueTable cue = null;
    for (NrgChunks.Chunk chunk : chunks.list()) {
      if (chunk.id().equals("CDTX")) {
        cdText = CdText.read(chunk.body().bytes());
      }
    }
    for (NrgChunks.Chunk chunk : chunks.list()) {
      switch (chunk.id()) {
        case "CUES" -> cue = CueTable.read(chunk.body(), false);
        case "CUEX" -> cue = CueTable.read(chunk.body(), true);
        case "DAOI", "DAOX" -> {
          List<NrgTrack> list = NrgTrack.dao(chunk.body(), chunk.id().equals("DAOX"));
          String catalog = NrgTrack.catalog(chunk.body());
          if (!catalog.isEmpty()) {
            trackText.put("mcn", catalog);
          }
          session(list, cue);
        }
        case "TINF" -> session(NrgTrack.beforeVersion5(chunk.body()), null);
        case "ETNF" -> session(NrgTrack.tao(chunk.body(), false), null);
        case "ETN2" -> session(NrgTrack.tao(chunk.body(), true), null);
        default -> {
          // SINF, MTYP, DINF, RELO, TOCT and others say nothing that these do not.
        }
      }
    }
    if (tracks == 0) {
      throw new MalformedImageException("NRG chunks", NrgChunks.start(file), "there is no track");
    }
    trackText.putAll(cdText.getOrDefault(0, Map.of()));
    return disc.build(trackText);
  }

  private void session(List<NrgTrack> list, CueTable cue) throws IOException {
    disc.session(++sessions);
    for (int i = 0; i < list.size(); i++) {
      NrgTrack track = list.get(i);
      int number = track.number() == 0 ? tracks + 1 : track.number();
      if (++tracks > MAX_TRACKS) {
        throw new MalformedImageException(
            "NRG chunks", NrgChunks.start(file), "more than " + MAX_TRACKS + " tracks");
      }
      add(track, number, cue, i == 0);
    }
  }

  private void add(NrgTrack track, int number, CueTable cue, boolean opens) throws IOException {
    check(track, number);
    SectorLayout layout =
        track.layout().mode().data()
            ? disc.confirm(file, track.data(), track.layout())
            : track.layout();
    long pregap = (track.data() - track.begin()) / layout.stride();
    long begin = track.data() - pregap * layout.stride();
    CueTable.Entry entry = cue == null ? null : cue.find(number, 1);
    place(track, entry, pregap, opens);
    Map<String, String> all = new TreeMap<>(cdText.getOrDefault(number, Map.of()));
    if (!track.isrc().isEmpty()) {
      all.put("isrc", track.isrc());
    }
    disc.track(
        new DiscTrack(
            number,
            layout,
            entry == null ? 0 : entry.control(),
            file.slice(begin, track.end() - begin),
            pregap,
            List.of(),
            all));
  }

  /** Moves to the address of the track's first stored sector. */
  private void place(NrgTrack track, CueTable.Entry entry, long pregap, boolean opens) {
    long counted = disc.next();
    if (entry != null) {
      // Times are found as binary and as decimal numbers: take what fits the place counted to.
      long expected = counted + (opens && !disc.laterSession() ? pregap - 150 : pregap);
      long start =
          entry.decimal() == expected || entry.block() == Long.MIN_VALUE
              ? entry.decimal()
              : entry.block();
      if (start != Long.MIN_VALUE) {
        disc.moveTo(start - pregap);
        return;
      }
    }
    if (opens && disc.laterSession()) {
      disc.skipLeads(pregap > 0);
    } else if (opens && pregap >= DiscBuilder.PREGAP) {
      disc.moveTo(-DiscBuilder.PREGAP);
    }
    if (track.start() > 0) {
      disc.moveTo(Math.max(disc.next(), track.start()));
    }
  }

  private void check(NrgTrack track, int number) throws IOException {
    if (track.begin() > track.data()
        || track.data() >= track.end()
        || track.data() >= file.size()
        || number < 1
        || number > MAX_TRACKS) {
      throw new MalformedImageException(
          String.format("NRG track %02d", number),
          NrgChunks.start(file),
          String.format(
              "bytes %d, %d to %d, but the file has %d",
              track.begin(), track.data(), track.end(), file.size()));
    }
  }
}
