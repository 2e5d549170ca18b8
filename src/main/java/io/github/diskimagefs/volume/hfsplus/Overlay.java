package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Source with parts covered by other sources. Must not be changed once it is shared. */
final class Overlay extends PositionalSource {
  private final ByteSource base;
  private final TreeMap<Long, ByteSource> patches = new TreeMap<>();

  Overlay(ByteSource base) {
    this.base = base;
  }

  /** Covers the bytes from {@code position} on, earlier patches included. */
  void put(long position, ByteSource patch) {
    long end = position + patch.size();
    Map.Entry<Long, ByteSource> before = patches.lowerEntry(position);
    if (before != null) {
      cutTail(before, position, end);
    }
    Map.Entry<Long, ByteSource> under = patches.ceilingEntry(position);
    while (under != null && under.getKey() < end) {
      patches.remove(under.getKey());
      long underEnd = under.getKey() + under.getValue().size();
      if (underEnd > end) {
        patches.put(end, under.getValue().slice(end - under.getKey(), underEnd - end));
      }
      under = patches.ceilingEntry(position);
    }
    patches.put(position, patch);
  }

  private void cutTail(Map.Entry<Long, ByteSource> entry, long position, long end) {
    long start = entry.getKey();
    ByteSource patch = entry.getValue();
    if (start + patch.size() > position) {
      patches.put(start, patch.slice(0, position - start));
      if (start + patch.size() > end) {
        patches.put(end, patch.slice(end - start, start + patch.size() - end));
      }
    }
  }

  @Override
  public long size() {
    return base.size();
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    int limit = target.limit();
    long left = left(position);
    if (left < target.remaining()) {
      target.limit(target.position() + (int) left);
    }
    try {
      ByteSource patch = patch(position);
      return patch == null
          ? base.read(position, target)
          : patch.read(position - patches.floorKey(position), target);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    long count = Math.min(length, left(position));
    ByteSource patch = patch(position);
    return patch == null
        ? base.extent(position, count)
        : patch.extent(position - patches.floorKey(position), count);
  }

  @Override
  public boolean isEncoded() {
    return base.isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    base.prefetch(position, length);
  }

  /** Returns the patch that covers a position, or null. */
  private ByteSource patch(long position) {
    Map.Entry<Long, ByteSource> floor = patches.floorEntry(position);
    return floor != null && position < floor.getKey() + floor.getValue().size()
        ? floor.getValue()
        : null;
  }

  /** Returns how many bytes from a position on are of the same source. */
  private long left(long position) {
    ByteSource patch = patch(position);
    if (patch != null) {
      return Math.min(patches.floorKey(position) + patch.size(), size()) - position;
    }
    Long next = patches.higherKey(position);
    return (next == null ? size() : Math.min(next, size())) - position;
  }
}
