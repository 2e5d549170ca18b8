package io.github.diskimagefs;

/**
 * The outcome of verifying an image or a part of one.
 *
 * @since 0.1.0
 */
public enum VerifyStatus {
  /** Everything was read, and the checksums and error codes stored for it agree or correct it. */
  VALID,

  /** At least one checksum is wrong, or something cannot be read. */
  DAMAGED,

  /**
   * Not fully checked: no damage was found, but the image stores no checksum of some of its data,
   * or uses a feature that is not supported.
   */
  NOT_CHECKED
}
