package io.github.diskimagefs.container;

import io.github.diskimagefs.VerifyStatus;

/** The receiver of a verification's results, part by part. */
@FunctionalInterface
public interface VerifyReport {

  /**
   * Receives the result for a part.
   *
   * @param part its name, as {@code Track 01} or {@code blkx 2}
   * @param detail figures or a reason, in one line; null is shown as no reason
   */
  void add(String part, VerifyStatus status, String detail);

  /**
   * Receives the name of the part that is checked next.
   *
   * @param bytes about as many as are going to be read, 0 if that is not known
   */
  default void start(String part, long bytes) {}

  /** Receives a number of bytes that were read since the last call. */
  default void read(long bytes) {}

  /**
   * Receives the result for a part that was checked.
   *
   * @param valid whether all of it is right (or was corrected)
   */
  default void checked(String part, boolean valid, String detail) {
    add(part, valid ? VerifyStatus.VALID : VerifyStatus.DAMAGED, detail);
  }

  /**
   * Receives the result for a structure of the image file whose checksum says nothing of the
   * content.
   *
   * @param valid whether all of it is right
   */
  default void checkedStructure(String part, boolean valid, String detail) {
    checked(part, valid, detail);
  }

  /** Receives the reason why a part cannot be checked: it uses a feature that is not supported. */
  default void unchecked(String part, String reason) {
    add(part, VerifyStatus.NOT_CHECKED, reason);
  }
}
