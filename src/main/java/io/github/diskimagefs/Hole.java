package io.github.diskimagefs;

/**
 * A part of a file that is zeros because nothing is stored there: one element of the attribute
 * {@code image:holes}.
 *
 * @param position byte position in the file, from 0
 * @param length in bytes, at least 1
 * @since 0.1.0
 */
public record Hole(long position, long length) {
  /**
   * Creates a hole.
   *
   * @param position byte position in the file, from 0
   * @param length in bytes, at least 1
   */
  public Hole {}
}
