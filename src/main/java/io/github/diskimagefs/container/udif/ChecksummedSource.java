package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Disk whose bytes are returned only after the checksum of their block table was verified. A table
 * has one checksum for all of its blocks, so the first read of it reads all of it.
 */
final class ChecksummedSource extends PositionalSource {
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

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    int limit = target.limit();
    target.limit(target.position() + (int) checked(position, target.remaining()));
    try {
      return disk.read(position, target);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public boolean isEncoded() {
    return disk.isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    disk.prefetch(position, length);
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    return disk.extent(position, checked(position, length));
  }

  /** Verifies the table at the start of a range; returns how much of the range that covers. */
  private long checked(long position, long length) throws IOException {
    long covered = length;
    for (int i = 0; i < tables.size(); i++) {
      long start = tables.get(i).firstSector() * 512;
      long end = start + tables.get(i).sectors() * 512;
      if (position >= start && position < end) {
        check(i);
        covered = Math.min(covered, end - position);
      } else if (start > position) {
        covered = Math.min(covered, start - position);
      }
    }
    return covered;
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
