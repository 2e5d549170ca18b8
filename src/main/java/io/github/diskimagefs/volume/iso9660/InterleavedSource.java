package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.EqualSegments;

/** A file section recorded in interleaved mode, ECMA-119 §6.4.3: units of data between gaps. */
final class InterleavedSource extends EqualSegments {
  private final ByteSource image;
  private final long start;
  private final long unit;
  private final long gap;

  InterleavedSource(ByteSource image, long start, long size, long unit, long gap) {
    super(size, unit);
    this.image = image;
    this.start = start;
    this.unit = unit;
    this.gap = gap;
  }

  @Override
  protected ByteSource stored(long index, long position) {
    return image;
  }

  @Override
  protected long storedOffset(long index, long position) {
    return start + index * (unit + gap) + within(position);
  }
}
