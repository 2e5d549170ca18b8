package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;

/** Recognises volumes by the user data of sectors, to find their layout. */
public interface VolumeRecognizer {

  /** Returns whether a volume of an optical disc starts at byte 0. */
  boolean opticalVolume(ByteSource userData) throws IOException;

  /** Returns whether a volume of a disk, or a partition map, starts at byte 0. */
  boolean diskVolume(ByteSource userData) throws IOException;

  /**
   * Returns the address that a volume gives to the block at byte 0, by which it was made for a
   * place on a disc.
   *
   * @param userData all blocks of a track
   * @return {@link SectorHeader#NONE} if the volume does not tell it
   */
  default long origin(ByteSource userData) throws IOException {
    return SectorHeader.NONE;
  }
}
