package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The compressed data of a chunk in a host file. Several threads read such data at once, each once
 * and in one piece, which a mapping does not speed up.
 */
public final class PackedRange extends PositionalSource {
  private final HostFile host;
  private final long offset;
  private final long length;

  /**
   * Creates a source of the bytes of an extent, which reads the file as long as that is open.
   *
   * @param extent stored in a host file
   */
  public PackedRange(HostExtent extent) {
    this.host = extent.host();
    this.offset = extent.offset();
    this.length = extent.length();
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    return host.readUnmapped(offset + position, target, length - position);
  }

  @Override
  public HostExtent extent(long position, long count) throws IOException {
    return host.extent(offset + position, HostExtent.clip(this, position, count));
  }
}
