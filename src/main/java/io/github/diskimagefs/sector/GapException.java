package io.github.diskimagefs.sector;

import io.github.diskimagefs.MalformedImageException;

/** A read of a block that no data track of a disc holds, as between sessions. */
public final class GapException extends MalformedImageException {
  private static final long serialVersionUID = 1;

  GapException(long block) {
    super(
        "sector " + block + " (" + Msf.address(block) + ")",
        NO_OFFSET,
        "is in no data track of the disc");
  }
}
