package io.github.diskimagefs;

import java.util.Objects;

/**
 * Where a part of a file's content is stored as it is: one element of the attribute {@code
 * image:extents}. Parts that are computed (decoded, sparse) have none.
 *
 * @param position byte position in the file, from 0
 * @param file the host file that holds the bytes, by its absolute path
 * @param offset byte offset in the host file
 * @param length in bytes, at least 1
 * @since 0.1.0
 */
public record Extent(long position, String file, long offset, long length) {
  /**
   * Creates an extent.
   *
   * @param position byte position in the file, from 0
   * @param file the host file that holds the bytes, by its absolute path
   * @param offset byte offset in the host file
   * @param length in bytes, at least 1
   */
  public Extent {
    Objects.requireNonNull(file, "file");
  }
}
