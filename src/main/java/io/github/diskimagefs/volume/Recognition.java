package io.github.diskimagefs.volume;

/** The result of probing a source for a volume format. */
public enum Recognition {
  /** The source holds nothing of the format. */
  NONE,

  /**
   * Only a copy of the format's main structure was found, at a place that other file systems leave
   * as it is: the volume counts if no other format recognises the source.
   */
  REMAINS,

  /** The format's signature is where its specification puts it. */
  SIGNATURE
}
