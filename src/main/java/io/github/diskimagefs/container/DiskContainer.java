package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;

/** An image whose content is a disk; formats add its properties. */
public abstract class DiskContainer implements Container {
  private final String type;
  private final SiblingDisk parent;

  /** The disk's bytes. */
  protected final ByteSource disk;

  /**
   * Creates a container.
   *
   * @param type the format's name
   * @param disk the disk's bytes, closed with the container
   * @param parent the image that unallocated blocks show, closed after the disk; null for none
   */
  protected DiskContainer(String type, ByteSource disk, SiblingDisk parent) {
    this.type = type;
    this.disk = disk;
    this.parent = parent;
  }

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final Content content() {
    return new Content.BlockDevice(disk);
  }

  /** Returns whether unallocated blocks show another image. */
  protected final boolean hasParent() {
    return parent != null;
  }

  @Override
  public void close() throws IOException {
    try (parent) {
      disk.close();
    }
  }
}
