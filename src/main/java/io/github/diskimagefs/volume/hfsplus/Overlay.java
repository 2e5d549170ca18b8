package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.util.Map;
import java.util.TreeMap;

/** A source with parts of it covered by others. Not to be changed once it is shared. */
final class Overlay extends SegmentedSource {
  /** Stands for what no patch covers. */
  private static final long BASE = -1;

  private final ByteSource base;
  private final TreeMap<Long, ByteSource> patches = new TreeMap<>();

  Overlay(ByteSource base) {
    this.base = base;
  }

  /** Covers the bytes at {@code position}, and patches added there before. */
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

  /** Finds the position of the patch that covers a position, or -1. */
  @Override
  protected long segment(long position) {
    Long start = patches.floorKey(position);
    return start != null && position < start + patches.get(start).size() ? start : BASE;
  }

  @Override
  protected long remaining(long start, long position) {
    if (start != BASE) {
      return start + patches.get(start).size() - position;
    }
    Long next = patches.higherKey(position);
    return (next == null ? size() : next) - position;
  }

  @Override
  protected ByteSource stored(long start, long position) {
    return start == BASE ? base : patches.get(start);
  }

  @Override
  protected long storedOffset(long start, long position) {
    return start == BASE ? position : position - start;
  }

  @Override
  public boolean isEncoded() {
    return base.isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    base.prefetch(position, length);
  }
}
