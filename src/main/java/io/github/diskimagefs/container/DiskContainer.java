package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;

/** An image whose content is a disk. */
public interface DiskContainer extends Container {

  /** Returns the disk's bytes, which are closed with the container. */
  ByteSource disk();

  /** Returns the bytes of a sector of the disk. */
  default int sectorSize() {
    return Content.BlockDevice.DEFAULT_SECTOR_SIZE;
  }

  /**
   * Returns the image that unallocated blocks show, closed after the disk; null if there is none.
   */
  default SiblingDisk parent() {
    return null;
  }

  @Override
  default Content content() {
    return new Content.BlockDevice(disk(), sectorSize());
  }

  @Override
  default void close() throws IOException {
    SiblingDisk parent = parent();
    try (parent) {
      disk().close();
    }
  }
}
