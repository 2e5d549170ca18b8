package io.github.diskimagefs.sector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * The result of checking every sector of a track.
 *
 * @param sectors the number of sectors
 * @param badEdc sectors with a wrong error detection code
 * @param corrected those of them that the parity corrected
 * @param lost those of them that it could not correct
 * @param firstLost logical block address of the first that is lost, or -1
 * @param unchecked sectors whose writer recorded no code, and sectors outside the data that are no
 *     data sectors
 */
public record TrackReport(
    long sectors, long badEdc, long corrected, long lost, long firstLost, long unchecked) {

  /** The longest post-gap (ECMA-130 clause 20), and the two run-out blocks of a packet writer. */
  private static final int MAX_EMPTY_TAIL_SECTORS = 150 + 2;

  /** Returns whether nothing is lost. */
  public boolean valid() {
    return lost == 0;
  }

  /** Reads all of a track without a report of the progress. */
  public static TrackReport of(Track track) throws IOException {
    return of(track, bytes -> {});
  }

  /**
   * Reads all of a track; where codes are not stored, reading is all that is checked.
   *
   * @param progress receives the number of bytes read since the last call
   */
  public static TrackReport of(Track track, LongConsumer progress) throws IOException {
    if (!track.layout().checkable()) {
      ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
      for (long offset = 0; offset < track.bytes().size(); ) {
        buffer.clear();
        int count = Math.max(1, track.bytes().read(offset, buffer));
        offset += count;
        progress.accept(count);
      }
      return new TrackReport(track.stored(), 0, 0, 0, -1, track.stored());
    }
    return new Count(track).report(progress);
  }

  /** Counts the sectors of one track. */
  private static final class Count {
    private final Track track;
    private final byte[] sector = new byte[SectorLayout.RAW];
    private long corrected;
    private long lost;
    private long firstLost = -1;
    private long unchecked;

    /** Sectors without a sync pattern, up to the current one, and those of zeros among them. */
    private long tail;

    private long emptyTail;

    Count(Track track) {
      this.track = track;
    }

    TrackReport report(LongConsumer progress) throws IOException {
      long pregap = Math.max(0, track.start() - track.first());
      for (long index = 0; index < track.stored(); index++) {
        add(index, index < pregap);
        progress.accept(track.layout().stride());
      }
      // Audio follows the data of an image without a sheet, and a post-gap may be empty. More zeros
      // are a hole that a failed copy left.
      if (tail > emptyTail || tail <= MAX_EMPTY_TAIL_SECTORS) {
        unchecked += tail;
      } else {
        lose(tail, track.stored() - tail);
      }
      return new TrackReport(
          track.stored(), corrected + lost, corrected, lost, firstLost, unchecked);
    }

    private void add(long index, boolean pregap) throws IOException {
      if ((index + 1) * track.layout().stride() > track.bytes().size()) {
        endTail(index);
        lose(1, index); // the file ends within this sector
        return;
      }
      track.raw(index, sector);
      boolean sync = SectorCheck.hasSync(sector);
      boolean empty = !sync && isEmpty(); // although the code of zeros is zero
      SectorCheck.Result result = SectorCheck.check(sector, track.layout().mode());
      if (empty || (result == SectorCheck.Result.LOST && !sync)) {
        if (pregap) {
          unchecked++;
        } else {
          tail++;
          emptyTail += empty ? 1 : 0;
        }
        return;
      }
      endTail(index);
      switch (result) {
        case VALID -> {}
        case UNCODED -> unchecked++;
        case CORRECTED -> corrected++;
        case LOST -> lose(1, index);
      }
    }

    /** Counts as lost the sectors without a sync pattern before a data sector. */
    private void endTail(long index) {
      if (tail > 0) {
        lose(tail, index - tail);
        tail = 0;
        emptyTail = 0;
      }
    }

    private void lose(long count, long index) {
      firstLost = lost == 0 ? track.first() + index : firstLost;
      lost += count;
    }

    private boolean isEmpty() {
      for (byte b : sector) {
        if (b != 0) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public String toString() {
    return sectors
        + " sectors, "
        + badEdc
        + " bad EDC, "
        + corrected
        + " corrected, "
        + lost
        + " lost"
        + (lost == 0 ? "" : ", the first at LBA " + firstLost)
        + (unchecked == 0 ? "" : ", " + unchecked + " without EDC");
  }
}
