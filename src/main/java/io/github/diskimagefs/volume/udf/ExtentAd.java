package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Extent descriptor, ECMA-167 3/7.1.
 *
 * @param length in bytes
 * @param sector first sector of the volume
 */
record ExtentAd(long length, long sector) {
  static ExtentAd read(Struct struct, int offset) throws MalformedImageException {
    return new ExtentAd(struct.u32(offset), struct.u32(offset + 4));
  }
}
