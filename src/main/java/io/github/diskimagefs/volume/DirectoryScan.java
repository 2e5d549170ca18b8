package io.github.diskimagefs.volume;

/** The entries of a directory in its own order, each with the place where it can be read again. */
public interface DirectoryScan extends NodeCursor {

  /** The place of an entry that cannot be read again on its own as it was shown. */
  long NOWHERE = -1;

  /**
   * Returns the place of the entry that {@link #next} returned last: a number with a meaning for
   * the volume, below 2^32-1, or {@link #NOWHERE}.
   */
  long place();
}
