package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A disk whose bytes are given out only after the checksum of their block table was found right. A
 * table has one checksum for all of its blocks, so the first read of it reads all of it.
 */
final class ChecksummedSource extends SegmentedSource {
  private final ByteSource disk;
  private final List<BlockTable> tables;
  private final BlockTableVerifier checks;
  private final AtomicReferenceArray<CompletableFuture<Void>> results;

  ChecksummedSource(ByteSource disk, BlockRuns runs, List<BlockTable> tables) {
    this.disk = disk;
    this.tables = tables;
    this.checks = new BlockTableVerifier(disk, runs);
    this.results = new AtomicReferenceArray<>(tables.size());
  }

  @Override
  public long size() {
    return disk.size();
  }

  /** Checks the table that holds a position, and finds the end of what that covers. */
  @Override
  protected long segment(long position) throws IOException {
    long covered = size();
    for (int i = 0; i < tables.size(); i++) {
      long start = tables.get(i).firstSector() * 512;
      long end = start + tables.get(i).sectors() * 512;
      if (position >= start && position < end) {
        check(i);
        covered = Math.min(covered, end);
      } else if (start > position) {
        covered = Math.min(covered, start);
      }
    }
    return covered;
  }

  @Override
  protected long remaining(long end, long position) {
    return end - position;
  }

  @Override
  protected ByteSource stored(long end, long position) {
    return disk;
  }

  @Override
  public boolean isEncoded() {
    return disk.isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    disk.prefetch(position, length);
  }

  private void check(int index) throws IOException {
    BlockTable table = tables.get(index);
    if (!table.checksum().present()) {
      return;
    }
    CompletableFuture<Void> result = results.get(index);
    if (result == null) {
      CompletableFuture<Void> mine = new CompletableFuture<>();
      result = results.compareAndExchange(index, null, mine);
      if (result == null) {
        compute(index, mine);
        return;
      }
    }
    try {
      result.join();
    } catch (CompletionException e) {
      // The first reader has had the exception itself; each further one computes its own.
      compute(index, new CompletableFuture<>());
    }
  }

  private void compute(int index, CompletableFuture<Void> result) throws IOException {
    BlockTable table = tables.get(index);
    try {
      String found = checks.compute(table);
      if (!found.equals(table.checksum().value())) {
        throw new MalformedImageException(
            "blkx table \"" + table.name() + '"',
            table.runs().imageOffset(),
            table.checksum().algorithm()
                + " of its sectors is "
                + found
                + ", recorded is "
                + table.checksum().value());
      }
      result.complete(null);
    } catch (IOException | RuntimeException | Error e) {
      result.completeExceptionally(e);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }
}
