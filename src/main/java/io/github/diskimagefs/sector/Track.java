package io.github.diskimagefs.sector;

/**
 * A track.
 *
 * @param number 1 to 99
 */
public record Track(int number) {}
