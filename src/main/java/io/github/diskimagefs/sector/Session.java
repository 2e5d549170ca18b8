package io.github.diskimagefs.sector;

import java.util.List;

/**
 * A session of a disc.
 *
 * @param number 1-based
 * @param tracks in the order of the table of contents, at least one
 * @param leadOut logical block address of its lead-out
 */
public record Session(int number, List<Track> tracks, long leadOut) {

  /** The first track that holds data, or null. */
  public Track firstData() {
    return tracks.stream().filter(Track::data).findFirst().orElse(null);
  }
}
