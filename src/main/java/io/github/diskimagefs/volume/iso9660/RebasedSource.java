package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * A disc of which an image has one later session alone: extents count from the start of the disc.
 * Reading the earlier sessions fails.
 */
final class RebasedSource extends SegmentedSource {
  private static final int SECTOR = VolumeDescriptor.SECTOR;
  private static final int MAX_ROOT_DISTANCE = 1024;

  private final ByteSource image;
  private final long start;

  private RebasedSource(ByteSource image, long start) {
    this.image = image;
    this.start = start;
  }

  /**
   * Finds the start of an image on its disc by a root directory that names the block of its
   * descriptor, but is nearer to the front.
   *
   * @return null if there is none
   */
  static RebasedSource of(ByteSource image, VolumeDescriptor volume) throws IOException {
    long requested = volume.root().location();
    for (long sector = 17; sector < MAX_ROOT_DISTANCE; sector++) {
      long position = sector * SECTOR;
      if (position > image.size() - SECTOR || requested * volume.blockSize() <= position) {
        return null;
      }
      Struct struct = Struct.read("Directory Record", image, position, 34, ByteOrder.LITTLE_ENDIAN);
      if (struct.u8(0) >= DirectoryRecord.MIN_LENGTH
          && struct.u8(32) == 1
          && struct.u8(33) == 0
          && struct.u32both(2) == requested) {
        return new RebasedSource(image, requested * volume.blockSize() - position);
      }
    }
    return null;
  }

  @Override
  public long size() {
    return start + image.size();
  }

  @Override
  protected long segment(long position) throws MalformedImageException {
    if (position < start) {
      throw new MalformedImageException(
          "image", position, "lies in an earlier session, the image begins at " + start);
    }
    return 0;
  }

  @Override
  protected long remaining(long segment, long position) {
    return size() - position;
  }

  @Override
  protected ByteSource stored(long segment, long position) {
    return image;
  }

  @Override
  protected long storedOffset(long segment, long position) {
    return position - start;
  }
}
