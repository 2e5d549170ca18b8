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
  /** First block of the area of high density of a GD-ROM, which is a session here. */
  public static final long HIGH_DENSITY = 45_000;

  /** Returns whether it is the area of high density of a GD-ROM. */
  public boolean highDensity() {
    return tracks.get(0).start() == HIGH_DENSITY;
  }

  /** The first track that holds data, or null. */
  public Track firstData() {
    return tracks.stream().filter(Track::data).findFirst().orElse(null);
  }
}
