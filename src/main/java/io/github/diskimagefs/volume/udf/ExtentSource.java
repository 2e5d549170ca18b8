package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Extents of partitions one behind the other; those not recorded are zeros (ECMA-167 4/12). */
final class ExtentSource extends PositionalSource {
  private static final long UNRECORDED = -1;

  private final LogicalVolumeSpace space;
  private final int[] partitions;
  private final long[] starts;
  private final long[] ends;

  private ExtentSource(LogicalVolumeSpace space, int[] partitions, long[] starts, long[] ends) {
    this.space = space;
    this.partitions = partitions;
    this.starts = starts;
    this.ends = ends;
  }

  @Override
  public long size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    int total = 0;
    int limit = target.limit();
    for (int i = index(position); i < ends.length && target.hasRemaining(); i++) {
      long at = position + total;
      int requested = (int) Math.min(target.remaining(), ends[i] - at);
      target.limit(target.position() + requested);
      int count;
      try {
        count = readExtent(i, at - start(i), target);
      } catch (IOException e) {
        if (total == 0) {
          throw e;
        }
        return total; // what was read counts; the next read meets the fault again
      } finally {
        target.limit(limit);
      }
      total += count;
      if (count < requested) {
        break;
      }
    }
    return total;
  }

  private int readExtent(int i, long offset, ByteBuffer target) throws IOException {
    if (starts[i] == UNRECORDED) {
      return ZeroSource.fill(target, target.remaining());
    }
    int count = space.partition(partitions[i]).read(starts[i] + offset, target);
    if (count < 0) {
      throw beyond(i, offset);
    }
    return count;
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    long covered = HostExtent.clip(this, position, length);
    int i = index(position);
    long max = Math.min(covered, ends[i] - position);
    if (starts[i] == UNRECORDED) {
      return HostExtent.computed(max);
    }
    ByteSource partition = space.partition(partitions[i]);
    long at = starts[i] + position - start(i);
    if (at >= partition.size()) {
      throw beyond(i, position - start(i));
    }
    return partition.extent(at, Math.min(max, partition.size() - at));
  }

  private MalformedImageException beyond(int i, long offset) {
    return new MalformedImageException(
        "Allocation Descriptors",
        MalformedImageException.NO_OFFSET,
        "an extent leads to block "
            + (starts[i] + offset) / space.blockSize()
            + " past the end of partition "
            + partitions[i]);
  }

  private long start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  private int index(long position) {
    int found = Arrays.binarySearch(ends, position);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** Gathers extents, neighbours joined. */
  static final class Builder {
    /** 24 MB of memory; a file in more pieces than that was made to harm. */
    private static final int MAX_EXTENTS = 1 << 20;

    private final LogicalVolumeSpace space;
    private int[] partitions = new int[4];
    private long[] starts = new long[4];
    private long[] ends = new long[4];
    private int count;

    Builder(LogicalVolumeSpace space) {
      this.space = space;
    }

    long length() {
      return count == 0 ? 0 : ends[count - 1];
    }

    void add(LongAd extent) throws IOException {
      long start = extent.type() == 0 ? extent.block() * space.blockSize() : UNRECORDED;
      long end = length() + extent.length();
      if (count > 0 && continues(extent, start)) {
        ends[count - 1] = end;
        return;
      }
      if (count == MAX_EXTENTS) {
        throw new UnsupportedImageException("UDF file of more than " + MAX_EXTENTS + " extents");
      }
      if (count == starts.length) {
        partitions = Arrays.copyOf(partitions, count * 2);
        starts = Arrays.copyOf(starts, count * 2);
        ends = Arrays.copyOf(ends, count * 2);
      }
      partitions[count] = extent.partition();
      starts[count] = start;
      ends[count++] = end;
    }

    private boolean continues(LongAd extent, long start) {
      int last = count - 1;
      if (start == UNRECORDED || starts[last] == UNRECORDED) {
        return start == starts[last];
      }
      long length = ends[last] - (last == 0 ? 0 : ends[last - 1]);
      return partitions[last] == extent.partition() && starts[last] + length == start;
    }

    ByteSource build() {
      return new ExtentSource(
          space,
          Arrays.copyOf(partitions, count),
          Arrays.copyOf(starts, count),
          Arrays.copyOf(ends, count));
    }
  }
}
