package io.github.diskimagefs;

/**
 * The outcome of verifying an image or a part of one.
 *
 * @since 0.1.0
 */
public enum VerifyStatus {
  /** Everything was read, and every checksum and error code that is stored agrees or corrects. */
  VALID,

  /** At least one checksum is wrong, or something cannot be read. */
  DAMAGED,

  /** Nothing is known to be damaged, but something uses a feature that is not supported. */
  NOT_CHECKED
}
