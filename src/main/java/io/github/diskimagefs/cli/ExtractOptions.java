package io.github.diskimagefs.cli;

/**
 * How a tree is copied to the host.
 *
 * @param overwrite which files of the host are replaced
 * @param links what becomes of links that could lead out of the folder
 * @param preserve whether modes are copied exactly, even if they forbid the owner to write
 * @param verbose whether the name of each entry is printed
 * @param excluded entries that are not copied
 * @param strip number of names that are cut from the start of each path
 */
record ExtractOptions(
    OverwritePolicy overwrite,
    OutsideLinkPolicy links,
    boolean preserve,
    boolean verbose,
    Exclusions excluded,
    int strip) {
  static final ExtractOptions DEFAULTS =
      new ExtractOptions(OverwritePolicy.NEVER, OutsideLinkPolicy.SKIP, false, false);

  /** Creates options for all entries with their whole paths. */
  ExtractOptions(
      OverwritePolicy overwrite, OutsideLinkPolicy links, boolean preserve, boolean verbose) {
    this(overwrite, links, preserve, verbose, Exclusions.NONE, 0);
  }
}
