package io.github.diskimagefs.cli;

/**
 * How a tree is copied to the host.
 *
 * @param overwrite which files of the host are replaced
 * @param links what becomes of links that could lead out of the folder
 * @param preserve whether modes are copied exactly, even if they forbid the owner to write
 * @param verbose whether the name of each entry is printed
 */
record ExtractOptions(
    OverwritePolicy overwrite, OutsideLinkPolicy links, boolean preserve, boolean verbose) {
  static final ExtractOptions DEFAULTS =
      new ExtractOptions(OverwritePolicy.NEVER, OutsideLinkPolicy.SKIP, false, false);
}
