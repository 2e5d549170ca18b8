package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The payload of mode 2 sectors: 2324 bytes of Form 2, 2048 of Form 1, as each sub-header says. */
final class Mode2UserData {
  private static final int SUB_MODE = 2;
  private static final int FORM2_BIT = 0x20;
  private static final int BLOCK = 64;

  private Mode2UserData() {}

  /** Returns the payload of {@code count} sectors of a track from its sector {@code index} on. */
  static ByteSource of(Track track, long index, long count) throws IOException {
    SectorLayout layout = track.layout();
    long[] forms = new long[Math.toIntExact((count + BLOCK - 1) / BLOCK)];
    ByteSource stored = track.bytes().slice(index * layout.stride(), count * layout.stride());
    ByteSource subHeaders =
        StridedSource.of(stored, 16 - layout.skipped(), layout.stride(), 4, count);
    ByteBuffer buffer = ByteBuffer.allocate(4 * BLOCK);
    long form2 = 0;
    for (int block = 0; block < forms.length; block++) {
      int sectors = (int) Math.min(BLOCK, count - (long) block * BLOCK);
      buffer.clear().limit(4 * sectors);
      subHeaders.readFully((long) block * BLOCK * 4, buffer);
      for (int i = 0; i < sectors; i++) {
        if ((buffer.get(4 * i + SUB_MODE) & FORM2_BIT) != 0) {
          forms[block] |= 1L << i;
          form2++;
        }
      }
    }
    int user = 24 - layout.skipped();
    if (form2 == count) {
      return StridedSource.of(stored, user, layout.stride(), SectorLayout.FORM2, count);
    }
    if (form2 == 0) {
      return StridedSource.of(stored, user, layout.stride(), SectorLayout.USER, count);
    }
    return new Mixed(stored, layout, user, forms, count);
  }

  /** Sectors of both forms: where each begins is counted from the start of its block of 64. */
  private static final class Mixed extends SegmentedSource {
    private static final int MORE = SectorLayout.FORM2 - SectorLayout.USER;

    private final ByteSource stored;
    private final int stride;
    private final int user;
    private final long[] forms;
    private final long[] starts;
    private final long size;

    Mixed(ByteSource stored, SectorLayout layout, int user, long[] forms, long count) {
      this.stored = stored;
      this.stride = layout.stride();
      this.user = user;
      this.forms = forms;
      this.starts = new long[forms.length];
      long start = 0;
      for (int block = 0; block < forms.length; block++) {
        starts[block] = start;
        start +=
            Math.min(BLOCK, count - (long) block * BLOCK) * SectorLayout.USER
                + (long) Long.bitCount(forms[block]) * MORE;
      }
      this.size = start;
    }

    @Override
    public long size() {
      return size;
    }

    /** Finds the number of a sector. */
    @Override
    protected long segment(long position) {
      int block = Arrays.binarySearch(starts, position);
      block = block < 0 ? -block - 2 : block;
      long within = position - starts[block];
      int sector = 0;
      for (int length = length(block, 0); within >= length; length = length(block, ++sector)) {
        within -= length;
      }
      return (long) block * BLOCK + sector;
    }

    @Override
    protected long segmentAfter(long before, long position) {
      return before + 1;
    }

    @Override
    protected long remaining(long sector, long position) {
      int length = length((int) (sector / BLOCK), (int) (sector % BLOCK));
      return start(sector) + length - position;
    }

    @Override
    protected ByteSource stored(long sector, long position) {
      return stored;
    }

    @Override
    protected long storedOffset(long sector, long position) {
      return sector * stride + user + position - start(sector);
    }

    /** Returns the position of a sector's first byte. */
    private long start(long sector) {
      int block = (int) (sector / BLOCK);
      int before = (int) (sector % BLOCK);
      int form2 = Long.bitCount(forms[block] & (1L << before) - 1);
      return starts[block] + (long) before * SectorLayout.USER + (long) form2 * MORE;
    }

    private int length(int block, int sector) {
      return ((forms[block] >>> sector) & 1) == 0 ? SectorLayout.USER : SectorLayout.FORM2;
    }
  }
}
