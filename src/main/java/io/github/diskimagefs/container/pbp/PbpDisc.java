package io.github.diskimagefs.container.pbp;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscTrack;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.UnreadableSource;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.LayoutProbe;
import io.github.diskimagefs.sector.Msf;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.TrackMode;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A disc of a package.
 *
 * @param id of the game, as {@code SLUS_00000}; may be empty
 * @param blocks its sectors
 * @param disc its tracks
 */
record PbpDisc(String id, PbpBlocks blocks, Disc disc) {
  private static final int ID = 0x400;
  private static final int ID_LENGTH = 11;
  private static final int TOC = 0x800;

  /** Offset of the offset of the first block. */
  private static final int DATA = 0xBFC;

  /** Offset of the offset of data of the sub-channel, which may follow the index. */
  private static final int SUB_CHANNEL = 0x12D4;

  private static final int HEADER_LENGTH = SUB_CHANNEL + 4;

  /**
   * Reads the header and the table of contents.
   *
   * @param start offset of the disc in the file
   */
  static PbpDisc open(ImageFile file, long start, VolumeRecognizer volumes) throws IOException {
    ByteSource bytes = file.bytes();
    Struct header = Struct.read("PBP disc", bytes, start, HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN);
    PbpFormat.requirePlain(header, ID);
    long data = header.u32(DATA) == 0 ? PbpBlocks.INDEX_END : header.u32(DATA);
    long end = PbpBlocks.INDEX_END;
    long subChannel = header.u32(SUB_CHANNEL);
    if (subChannel >= PbpBlocks.INDEX && subChannel < end) {
      end = subChannel;
    }
    long max = (end - PbpBlocks.INDEX) / PbpBlocks.ENTRY_LENGTH;
    long count = PbpBlocks.count(bytes, start, max);
    if (count == 0) {
      throw header.malformed("the table of blocks is empty");
    }
    PbpBlocks blocks = new PbpBlocks(bytes, start, start + data, count, file.cache());
    PbpToc toc = PbpToc.read(header.slice(TOC, PbpToc.ENTRIES * PbpToc.ENTRY_LENGTH));
    return new PbpDisc(id(header), blocks, disc(header, blocks, toc, volumes));
  }

  private static String id(Struct header) throws IOException {
    String id = header.text(ID, ID_LENGTH, StandardCharsets.US_ASCII);
    return id.matches("_[A-Z]{4}_\\d{5}") ? id.substring(1) : "";
  }

  private static Disc disc(Struct header, PbpBlocks blocks, PbpToc toc, VolumeRecognizer volumes)
      throws IOException {
    List<PbpToc.Track> tracks = toc.tracks();
    if (tracks.isEmpty()) {
      tracks = List.of(new PbpToc.Track(1, 4, 0, 0)); // all of it is data
    }
    DiscBuilder disc = new DiscBuilder(volumes);
    long end = sectors(blocks, toc);
    for (int i = 0; i < tracks.size(); i++) {
      PbpToc.Track track = tracks.get(i);
      long first = i == 0 ? track.start() : first(tracks, i);
      long next =
          i + 1 < tracks.size() ? first(tracks, i + 1) : Math.max(end, toc.leadOut() - Msf.OFFSET);
      boolean encoded = track.encoded(header);
      if (encoded || Math.min(next, end) <= track.start()) {
        long bytes = Math.max(0, next - track.start()) * SectorLayout.RAW;
        disc.moveTo(track.start());
        disc.track(
            new DiscTrack(
                track.number(),
                layout(track),
                track.control(),
                unreadable(track, encoded, bytes),
                0,
                List.of(),
                Map.of()));
      } else {
        ByteSource bytes =
            blocks.slice(
                first * SectorLayout.RAW, (Math.min(next, end) - first) * SectorLayout.RAW);
        disc.moveTo(first);
        disc.track(
            new DiscTrack(
                track.number(),
                LayoutProbe.confirm(
                    blocks, track.start() * SectorLayout.RAW, layout(track), volumes),
                track.control(),
                bytes,
                track.start() - first,
                List.of(),
                Map.of()));
      }
    }
    return disc.build(Map.of());
  }

  private static SectorLayout layout(PbpToc.Track track) {
    return SectorLayout.of(track.data() ? TrackMode.MODE2 : TrackMode.AUDIO, SectorLayout.RAW);
  }

  private static ByteSource unreadable(PbpToc.Track track, boolean encoded, long bytes) {
    return encoded
        ? UnreadableSource.unsupported("ATRAC3 audio of a PBP", bytes)
        : UnreadableSource.malformed(
            "PBP table of contents",
            "track " + track.number() + " is at or after the end of the image",
            bytes);
  }

  /** Returns the first sector of a track but the first one, whose pregap is not stored. */
  private static long first(List<PbpToc.Track> tracks, int index) {
    PbpToc.Track track = tracks.get(index);
    return track.pregap() <= tracks.get(index - 1).start() ? track.start() : track.pregap();
  }

  /**
   * Returns the number of sectors: up to the lead-out if the last block holds it, because writers
   * fill that block up, and several record a wrong lead-out.
   */
  private static long sectors(PbpBlocks blocks, PbpToc toc) {
    long all = blocks.size() / SectorLayout.RAW;
    for (long leadOut : new long[] {toc.leadOut() - Msf.OFFSET, toc.leadOut()}) {
      if (leadOut > all - PbpBlocks.SECTORS && leadOut <= all) {
        return leadOut;
      }
    }
    return all;
  }
}
