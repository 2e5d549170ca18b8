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
  static ExtentAd read(Struct in, int offset) throws MalformedImageException {
    return new ExtentAd(in.u32(offset), in.u32(offset + 4));
  }
}
