package io.github.diskimagefs.container.cif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.StoredTrack;
import io.github.diskimagefs.container.TrackExtent;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.sector.TrackMode;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Makes a disc of the descriptors, each of which starts with its length in 16 bits. */
final class CifLayout {
  /** Unknown bytes at the start of both chunks. */
  private static final int PREFIX = 8;

  /** Bytes of an entry of the offsets. */
  private static final int ENTRY = 22;

  /** The fewest sectors that a track has: four seconds (IEC 60908). */
  private static final long MIN_SECTORS = 300;

  private static final int MAX_TRACKS = 99;

  private final ByteSource file;
  private final CifChunks chunks;
  private final DiscBuilder disc;
  private int position = PREFIX;
  private int tracks;
  private TrackMode before;

  CifLayout(ByteSource file, CifChunks chunks, VolumeRecognizer volumes) {
    this.file = file;
    this.chunks = chunks;
    this.disc = new DiscBuilder(volumes);
  }

  Disc disc() throws IOException {
    int sessions = next("CIF disc descriptor").u16(2);
    for (int session = 1; session <= sessions; session++) {
      int count = next("CIF session descriptor").u16(2);
      disc.session(session);
      if (disc.laterSession()) {
        disc.skipLeads();
        disc.skip(DiscBuilder.PREGAP);
      }
      for (int i = 0; i < count; i++) {
        add(next("CIF track descriptor"), i == 0);
      }
    }
    if (tracks == 0) {
      throw chunks.disc().malformed("there is no track");
    }
    return disc.build(Map.of());
  }

  private Struct next(String name) throws MalformedImageException {
    int length = chunks.disc().u16(position);
    Struct descriptor = chunks.disc().slice(name, position, length);
    position += Math.max(2, length);
    return descriptor;
  }

  private void add(Struct descriptor, boolean opens) throws IOException {
    if (++tracks > MAX_TRACKS) {
      throw descriptor.malformed("more than %d tracks", MAX_TRACKS);
    }
    int type = descriptor.u16(10);
    TrackMode mode = type == 0 ? TrackMode.AUDIO : type == 1 ? TrackMode.MODE1 : TrackMode.MODE2;
    int size =
        switch (type) {
          case 0 -> 2352;
          case 1 -> 2048;
          case 2 -> 2056;
          case 4 -> 2332;
          default -> throw descriptor.malformed("track %d of type %d", tracks, type);
        };
    Struct entry = chunks.offsets().slice(PREFIX + 2 + (tracks - 1) * ENTRY, ENTRY);
    if (!opens && mode.data() != before.data()) {
      disc.skip(DiscBuilder.PREGAP); // is not stored
    }
    before = mode;
    // The offset is that of the four letters of the chunk's type; its length includes them.
    long held = Math.max(0, entry.u32(4) - 4) / size;
    long sectors = Math.min(held, Math.max(descriptor.u32(4), MIN_SECTORS));
    disc.track(
        new StoredTrack(
            CifChunks.NAME,
            tracks,
            mode,
            size,
            mode.data() ? Track.DATA : 0,
            new TrackExtent(file, entry.u32(12) + 4, sectors),
            0,
            List.of(),
            Map.of()));
  }
}
