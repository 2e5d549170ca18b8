package io.github.diskimagefs.sector;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file whose extent is in an audio track, such as the {@code .DA} files of PlayStation and Saturn
 * discs. It has no user data to read; the track shows the audio.
 *
 * @param block logical block address of its first sector
 * @param size as the directory states it, in bytes
 */
record AudioSectors(Track track, long block, long size) implements ByteSource {

  /** Returns the error of reading it. */
  static UnsupportedImageException unsupported(Track track, long block) {
    return new UnsupportedImageException(
        String.format(
            "CD audio as a file: sector %d (%s) is in Track %02d",
            block, Msf.address(block), track.number()));
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    throw unsupported(track, block);
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    throw unsupported(track, block);
  }
}
