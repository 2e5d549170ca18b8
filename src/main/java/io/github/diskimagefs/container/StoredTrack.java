package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.TrackMode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A track as the descriptor of an image states it. The values are checked when it is added to a
 * disc.
 *
 * @param structure the structure that states it, for the message of an error
 * @param number 1 to 99
 * @param mode kind of its sectors
 * @param sectorSize bytes of a stored sector, sub-channel included
 * @param control bits of sub-channel Q
 * @param extent the stored sectors
 * @param pregap stored sectors before INDEX 01
 * @param indexes sectors from INDEX 01 to INDEX 02 and later ones
 * @param cdText {@code isrc}, and CD-TEXT such as {@code title}
 */
public record StoredTrack(
    String structure,
    int number,
    TrackMode mode,
    int sectorSize,
    int control,
    TrackExtent extent,
    long pregap,
    List<Long> indexes,
    Map<String, String> cdText) {
  private static final int MAX_NUMBER = 99;

  /** More sectors than any optical disc has: 256 GiB. */
  private static final long MAX_SECTORS = 1L << 27;

  /** Adds the track to a disc, with the layout that its bytes show. */
  void addTo(DiscBuilder disc) throws IOException {
    SectorLayout layout = layout(disc);
    ByteSource bytes = extent.bytes(structure, number, sectorSize, layout.mode().data());
    long stored = Math.min(pregap, layout.sectors(bytes.size()));
    disc.track(new DiscTrack(number, layout, control, bytes, stored, indexes, cdText));
  }

  private SectorLayout layout(DiscBuilder disc) throws IOException {
    if (number < 1 || number > MAX_NUMBER) {
      throw malformed("track %d, expected 1 to %d", number, MAX_NUMBER);
    }
    if (extent.sectors() < 0
        || extent.sectors() > MAX_SECTORS
        || pregap < 0
        || pregap > MAX_SECTORS) {
      throw malformed("track %02d has %d sectors after %d", number, extent.sectors(), pregap);
    }
    SectorLayout declared = SectorLayout.of(mode, sectorSize);
    if (declared == null) {
      throw malformed("track %02d has sectors of %d bytes (%s)", number, sectorSize, mode);
    }
    long start = extent.offset() + pregap * sectorSize;
    if (extent.file() instanceof UnreadableSource || start < 0 || start >= extent.file().size()) {
      return declared;
    }
    try {
      return disc.confirm(extent.file(), start, declared);
    } catch (MalformedImageException e) {
      return declared; // reading the track throws it again
    }
  }

  private MalformedImageException malformed(String detail, Object... values) {
    return new MalformedImageException(
        structure, MalformedImageException.NO_OFFSET, String.format(detail, values));
  }
}
