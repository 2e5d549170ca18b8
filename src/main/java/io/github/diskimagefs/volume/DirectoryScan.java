package io.github.diskimagefs.volume;

/** The entries of a directory in its own order, each with the place where it can be read again. */
public interface DirectoryScan extends NodeCursor {

  /** The place of an entry that cannot be read again on its own as it was shown. */
  long NOWHERE = -1;

  /**
   * Where the entry that {@link #next} gave last lies: a number that the volume gives meaning to,
   * below 2^32-1, or {@link #NOWHERE}.
   */
  long place();
}
