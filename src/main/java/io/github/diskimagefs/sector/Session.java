package io.github.diskimagefs.sector;

import java.util.List;

/**
 * A session of a disc.
 *
 * @param number 1-based
 * @param tracks in the order of the table of contents
 */
public record Session(int number, List<Track> tracks) {}
