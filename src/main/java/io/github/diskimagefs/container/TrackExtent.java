package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;

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
   *
   * @param sectorSize bytes of a stored sector
   * @param data whether it is a track of data, which keeps its size if the file has none of it
   */
  ByteSource bytes(String structure, int number, int sectorSize, boolean data) {
    long length = sectors * sectorSize;
    if (file instanceof UnreadableSource unreadable) {
      return new UnreadableSource(unreadable.error(), length);
    }
    if (offset < 0 || offset >= file.size()) {
      String detail =
          String.format(
              "track %02d starts at byte %d, but the sectors have %d bytes",
              number, offset, file.size());
      return UnreadableSource.malformed(structure, detail, data ? length : 0);
    }
    return file.slice(offset, Math.min(length, file.size() - offset));
  }
}
