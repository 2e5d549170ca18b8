package io.github.diskimagefs.partition;

/**
 * A part of a partition that is stored in several parts.
 *
 * @param offset byte position on the disk; {@link #ZEROS} for a part that is not stored
 * @param length in bytes
 */
public record PartitionExtent(long offset, long length) {
  /** In the place of an offset: the part reads as zeros. */
  static final long ZEROS = -1;
}
