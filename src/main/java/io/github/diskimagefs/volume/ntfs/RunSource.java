package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;

/** The clusters of an attribute that is not compressed. */
final class RunSource extends SegmentedSource {
  private final ByteSource volume;
  private final DataRuns runs;
  private final int clusterSize;

  RunSource(ByteSource volume, DataRuns runs, int clusterSize) {
    this.volume = volume;
    this.runs = runs;
    this.clusterSize = clusterSize;
  }

  @Override
  public long size() {
    return runs.end() * clusterSize;
  }

  @Override
  protected long segment(long position) {
    return runs.find(position / clusterSize);
  }

  @Override
  protected long segmentAfter(long before, long position) {
    return before + 1;
  }

  @Override
  protected long remaining(long run, long position) {
    return runs.end((int) run) * clusterSize - position;
  }

  @Override
  protected ByteSource stored(long run, long position) {
    return runs.cluster((int) run) == DataRuns.HOLE ? null : volume;
  }

  @Override
  protected boolean isHole(long run) {
    return true;
  }

  @Override
  protected long storedOffset(long run, long position) {
    return (runs.cluster((int) run) - runs.start((int) run)) * clusterSize + position;
  }
}
