package io.github.diskimagefs.crypto;

import java.io.IOException;

/** Decryption of sectors, each by its number. Safe for use by many threads at once. */
public interface SectorCipher {

  /**
   * Decrypts whole sectors in place.
   *
   * @param firstSector number of the first sector, unsigned
   * @param length a multiple of the sector size
   * @throws io.github.diskimagefs.UnsupportedImageException if the runtime has no AES
   */
  void decrypt(long firstSector, byte[] bytes, int offset, int length) throws IOException;
}
