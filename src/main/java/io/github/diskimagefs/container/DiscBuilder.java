package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.LayoutProbe;
import io.github.diskimagefs.sector.SectorHeader;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.SubchannelQ;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds a disc from tracks that follow each other. The headers of a data track, or else its
 * volume, decide where its address differs from the counted one, because sheets often leave gaps
 * out.
 */
public final class DiscBuilder {
  /** Lead-out of the first session, lead-in of the next (ECMA-394, orange book). */
  public static final long FIRST_LEAD_OUT = 6750;

  /** Lead-out of every later session. */
  public static final long LATER_LEAD_OUT = 2250;

  /** Lead-in of a session. */
  public static final long LEAD_IN = 4500;

  /** Pregap of a session's first track. */
  public static final long PREGAP = 150;

  private final VolumeRecognizer volumes;
  private final List<Session> sessions = new ArrayList<>();
  private List<Track> tracks = new ArrayList<>();
  private int session = 1;
  private long next;
  private long taken;
  private String catalogue;

  /**
   * Creates an empty disc.
   *
   * @param volumes finds the address of a track without headers by its volume
   */
  public DiscBuilder(VolumeRecognizer volumes) {
    this.volumes = volumes;
  }

  /** Returns the address of the next stored sector. */
  public long next() {
    return next;
  }

  /** Skips sectors that the image does not hold. */
  public void skip(long sectors) {
    next = Math.addExact(next, sectors);
  }

  /** Continues at an address, unless it is within a track that was added. */
  public void moveTo(long block) {
    if (block >= taken || (tracks.isEmpty() && sessions.isEmpty())) {
      next = block;
    }
  }

  /** Ends a session; the tracks that follow belong to session {@code number}. */
  public void session(int number) {
    if (!tracks.isEmpty()) {
      sessions.add(new Session(session, List.copyOf(tracks), next));
      tracks = new ArrayList<>();
    }
    session = number;
  }

  /** Returns whether the session has no track yet. */
  public boolean sessionEmpty() {
    return tracks.isEmpty();
  }

  /** Returns whether a session precedes this one. */
  public boolean laterSession() {
    return !sessions.isEmpty();
  }

  /** Returns the sectors of the lead-out of the session before. */
  public long leadOut() {
    return sessions.size() <= 1 ? FIRST_LEAD_OUT : LATER_LEAD_OUT;
  }

  /** Returns the number of the session that tracks are added to. */
  public int session() {
    return session;
  }

  /**
   * Skips the lead-out of the session before, the lead-in of this one, and the pregap of its first
   * track unless that is stored.
   */
  public void skipLeads(boolean pregapStored) {
    skip(leadOut() + LEAD_IN + (pregapStored ? 0 : PREGAP));
  }

  /**
   * Adds a track that a descriptor states.
   *
   * @throws io.github.diskimagefs.MalformedImageException if no disc has such a track
   */
  public void track(StoredTrack track) throws IOException {
    track.addTo(this);
  }

  /** Adds a track; its sub-channel is read if it is stored. */
  public void track(DiscTrack track) throws IOException {
    track(track, codes(track.layout(), track.bytes(), track.pregap()));
  }

  /**
   * Adds a track whose sub-channel was read, or is known to be empty.
   *
   * @param codes those of its sub-channel
   */
  public void track(DiscTrack added, SubchannelQ codes) throws IOException {
    SectorLayout layout = added.layout();
    long pregap = added.pregap();
    long block = address(layout, added.bytes(), pregap);
    if (block != SectorHeader.NONE) {
      moveTo(block - pregap);
    }
    long start = next + pregap;
    List<Long> absolute = added.indexes().stream().map(index -> start + index).toList();
    int control = added.control();
    Track track =
        new Track(
            added.number(),
            layout,
            layout.mode().data() ? control | Track.DATA : control & ~Track.DATA,
            next,
            start,
            added.bytes(),
            absolute,
            Collections.unmodifiableMap(new TreeMap<>(withCodes(added.cdText(), codes))));
    tracks.add(track);
    next = track.end();
    taken = next;
  }

  /** Reads the codes of the sub-channel that follows each stored sector. */
  public static SubchannelQ codes(SectorLayout layout, ByteSource bytes, long pregap) {
    if (layout.stride() - layout.stored() != SectorLayout.SUB_CHANNEL) {
      return SubchannelQ.NONE;
    }
    try {
      return SubchannelQ.read(
          bytes,
          pregap * layout.stride() + layout.stored(),
          layout.stride(),
          layout.sectors(bytes.size()) - pregap);
    } catch (IOException e) {
      return SubchannelQ.NONE; // reading the track throws it again
    }
  }

  /**
   * Returns a track's texts and those of its sub-channel. The disc's catalogue number is used if no
   * sheet states it.
   */
  public Map<String, String> withCodes(Map<String, String> cdText, SubchannelQ codes) {
    if (catalogue == null) {
      catalogue = codes.catalogue();
    }
    if (codes.recording() == null || cdText.containsKey("isrc")) {
      return cdText;
    }
    Map<String, String> more = new TreeMap<>(cdText);
    more.put("isrc", codes.recording());
    return more;
  }

  /** Returns the address of INDEX 01 by two headers that agree, or else by the volume. */
  private long address(SectorLayout layout, ByteSource bytes, long pregap) {
    if (!layout.mode().data()) {
      return SectorHeader.NONE;
    }
    try {
      return layout.skipped() > 0
          ? volumeAddress(layout, bytes, pregap)
          : headerAddress(layout, bytes, pregap);
    } catch (IOException e) {
      return SectorHeader.NONE; // reading the track throws it again
    }
  }

  private static long headerAddress(SectorLayout layout, ByteSource bytes, long pregap)
      throws IOException {
    SectorHeader first = SectorHeader.read(bytes, pregap * layout.stride());
    SectorHeader second = SectorHeader.read(bytes, (pregap + 1) * layout.stride());
    if (first == null || second == null || first.block() == SectorHeader.NONE) {
      return SectorHeader.NONE;
    }
    return second.block() == first.block() + 1 ? first.block() : SectorHeader.NONE;
  }

  /** A volume that counts its blocks from its own track says nothing about the disc. */
  private long volumeAddress(SectorLayout layout, ByteSource bytes, long pregap)
      throws IOException {
    if (next + pregap <= 0) {
      return SectorHeader.NONE;
    }
    long stored = bytes.size() / layout.stride() - pregap;
    if (stored <= 0) {
      return SectorHeader.NONE;
    }
    ByteSource sectors = bytes.slice(pregap * layout.stride(), stored * layout.stride());
    long origin = volumes.origin(layout.userData(sectors, stored));
    return origin > 0 ? origin : SectorHeader.NONE;
  }

  /**
   * Returns the layout of a track by its sectors, which may differ from the one that a sheet
   * states.
   *
   * @param offset of a sector in {@code bytes}
   */
  public SectorLayout confirm(ByteSource bytes, long offset, SectorLayout stated)
      throws IOException {
    return LayoutProbe.confirm(bytes, offset, stated, volumes);
  }

  /**
   * Returns the disc.
   *
   * @param cdText CD-TEXT of the tracks by their numbers; that of the disc under 0
   * @param catalogue catalogue number that the image states; empty or null for none
   */
  public Disc build(Map<Integer, Map<String, String>> cdText, String catalogue) {
    Map<String, String> all = new TreeMap<>(cdText.getOrDefault(0, Map.of()));
    if (catalogue != null && !catalogue.isEmpty()) {
      all.put("mcn", catalogue);
    }
    return build(all);
  }

  /** Returns the disc. */
  public Disc build(Map<String, String> cdText) {
    session(session);
    Map<String, String> all = new TreeMap<>(cdText);
    if (catalogue != null) {
      all.putIfAbsent("mcn", catalogue);
    }
    return new Disc(List.copyOf(sessions), Collections.unmodifiableMap(all));
  }
}
