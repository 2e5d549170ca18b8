package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The same part of each raw sector of a track, where the raw sectors are made or repaired when they
 * are read, so that no host file holds them as they are.
 */
abstract class RebuiltSectors extends SegmentedSource {
  private final int first;
  private final int piece;
  private final long count;
  private final AtomicReference<byte[]> spare = new AtomicReference<>();

  /**
   * Creates a source of {@code count} sectors.
   *
   * @param first offset of the part in a raw sector
   * @param piece bytes of the part
   */
  RebuiltSectors(int first, int piece, long count) {
    this.first = first;
    this.piece = piece;
    this.count = count;
  }

  /** Fills {@code sector} with raw sector {@code index} of this source. */
  abstract void rebuild(long index, byte[] sector) throws IOException;

  @Override
  public final long size() {
    return count * piece;
  }

  @Override
  protected final long segment(long position) {
    return position / piece;
  }

  @Override
  protected final long remaining(long index, long position) {
    return (index + 1) * piece - position;
  }

  @Override
  protected final int compute(long index, long position, ByteBuffer target) throws IOException {
    byte[] kept = spare.getAndSet(null);
    byte[] sector = kept == null ? new byte[SectorLayout.RAW] : kept;
    rebuild(index, sector);
    int within = (int) (position - index * piece);
    int length = Math.min(target.remaining(), piece - within);
    target.put(sector, first + within, length);
    spare.set(sector);
    return length;
  }
}
