package io.github.diskimagefs;

/**
 * What a verification found of one part of an image.
 *
 * @param part as {@code Track 01} or {@code blkx 2}
 * @param checked whether it could be checked: not so where it uses what is not supported, or what a
 *     library supports that is not there
 * @param valid whether all of it is right (or was corrected); false where it was not checked
 * @param detail figures, or why it was not checked, in one line
 */
public record ImageCheck(String part, boolean checked, boolean valid, String detail) {}
