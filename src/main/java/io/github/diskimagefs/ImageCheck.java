package io.github.diskimagefs;

/**
 * What a verification found of one part of an image.
 *
 * @param part as {@code Track 01} or {@code blkx 2}
 * @param sound whether all of it is right (or was corrected)
 * @param detail figures, in one line
 */
public record ImageCheck(String part, boolean sound, String detail) {}
