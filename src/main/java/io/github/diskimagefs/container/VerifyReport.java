package io.github.diskimagefs.container;

/** Is told what a verification found. */
@FunctionalInterface
public interface VerifyReport {

  /**
   * A part was checked.
   *
   * @param part as {@code Track 01} or {@code blkx 2}
   * @param audio whether all of it is right (or was corrected)
   * @param detail figures, in one line
   */
  void checked(String part, boolean audio, String detail);

  /**
   * A part cannot be checked: it uses what is not supported.
   *
   * @param part as {@code Track 01} or {@code blkx 2}
   * @param why in one line
   */
  default void unchecked(String part, String why) {
    checked(part, false, why);
  }
}
