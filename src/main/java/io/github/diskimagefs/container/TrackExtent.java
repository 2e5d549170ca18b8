package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.sector.SectorLayout;

/**
 * The sectors of a track in the file that holds them.
 *
 * @param file the file, or an {@link UnreadableSource} where it is missing
 * @param offset byte of the first stored sector, which may be outside the file
 * @param sectors number of stored sectors, pregap included
 */
public record TrackExtent(ByteSource file, long offset, long sectors) {

  /**
   * Returns the track's bytes, as far as the file has them; an unreadable source if it has none.
   */
  ByteSource bytes(String structure, int number, SectorLayout layout) {
    long length = sectors * layout.stride();
    if (file instanceof UnreadableSource unreadable) {
      return new UnreadableSource(unreadable.error(), length);
    }
    if (offset < 0 || offset >= file.size()) {
      String detail =
          String.format(
              "track %02d starts at byte %d, but the sectors have %d bytes",
              number, offset, file.size());
      return UnreadableSource.malformed(structure, detail, layout.mode().data() ? length : 0);
    }
    return file.slice(offset, Math.min(length, file.size() - offset));
  }
}
