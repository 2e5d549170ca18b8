package io.github.diskimagefs.cli;

/** What becomes of symbolic links that could lead out of the folder: a value of {@code --links}. */
enum OutsideLinkPolicy {
  /** They are left out. */
  SKIP,
  /** Every link is made with its target as the image records it. */
  KEEP
}
