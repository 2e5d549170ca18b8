package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file section recorded in interleaved mode, ECMA-119 §6.4.3: units of data between gaps. */
final class InterleavedSource extends PositionalSource {
  private final ByteSource image;
  private final long start;
  private final long size;
  private final long unit;
  private final long gap;

  InterleavedSource(ByteSource image, long start, long size, long unit, long gap) {
    this.image = image;
    this.start = start;
    this.size = size;
    this.unit = unit;
    this.gap = gap;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    long left = left(position);
    return image.slice(place(position), left).read(0, target);
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    return image.slice(place(position), left(position)).extent(0, Math.min(length, left(position)));
  }

  private long place(long position) {
    return start + position / unit * (unit + gap) + position % unit;
  }

  private long left(long position) {
    return Math.min(unit - position % unit, size - position);
  }
}
