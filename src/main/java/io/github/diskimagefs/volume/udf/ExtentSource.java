package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.JoinedSource;
import java.io.IOException;
import java.util.Arrays;

/** Extents of partitions one after the other; those not recorded are zeros (ECMA-167 4/12). */
final class ExtentSource extends JoinedSource {
  private static final long UNRECORDED = -1;

  private final LogicalVolumeSpace space;
  private final int[] partitions;
  private final long[] starts;

  private ExtentSource(LogicalVolumeSpace space, int[] partitions, long[] starts, long[] ends) {
    super(ends);
    this.space = space;
    this.partitions = partitions;
    this.starts = starts;
  }

  @Override
  protected ByteSource stored(long index, long position) throws IOException {
    int i = (int) index;
    return starts[i] == UNRECORDED ? null : space.partition(partitions[i]);
  }

  @Override
  protected boolean isHole(long index) {
    return true;
  }

  @Override
  protected long storedOffset(long index, long position) {
    return starts[(int) index] + within(index, position);
  }

  @Override
  protected MalformedImageException truncated(long index, long position) {
    return new MalformedImageException(
        "Allocation Descriptors",
        MalformedImageException.NO_OFFSET,
        "an extent leads to block "
            + storedOffset(index, position) / space.blockSize()
            + " past the end of partition "
            + partitions[(int) index]);
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
      if (extent.length() == 0) {
        return;
      }
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
