package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The reading of sources made of segments, with segments of ten bytes. */
class SegmentedSourceTest {
  private static final int LENGTH = 10;

  /** Ten bytes, at most three in each read; a read of a broken one throws. */
  private static class Part extends PositionalSource {
    private final int first;
    private final List<String> prefetched = new ArrayList<>();
    private int broken = LENGTH;
    private int size = LENGTH;
    private boolean encoded;

    Part(int first) {
      this.first = first;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    protected int readAt(long position, ByteBuffer target) throws IOException {
      int count = 0;
      for (int i = (int) position; i < size && count < 3 && target.hasRemaining(); i++) {
        target.put((byte) (first + i));
        if (i >= broken) {
          throw new IOException("byte " + i + " is broken");
        }
        count++;
      }
      return count;
    }

    @Override
    public boolean isEncoded() {
      return encoded;
    }

    @Override
    public void prefetch(long position, long length) {
      prefetched.add(position + "+" + length);
    }
  }

  /** Parts one after the other; null is a hole. */
  private static class Parts extends SegmentedSource {
    private final Part[] parts;
    private final long size;

    Parts(long size, Part... parts) {
      this.size = size;
      this.parts = parts;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    protected long segment(long position) throws IOException {
      if (position / LENGTH >= parts.length) {
        throw new IOException("no segment at " + position);
      }
      return position / LENGTH;
    }

    @Override
    protected long remaining(long index, long position) {
      return LENGTH - position % LENGTH;
    }

    @Override
    protected ByteSource stored(long index, long position) {
      return parts[(int) index];
    }

    @Override
    protected long storedOffset(long index, long position) {
      return position % LENGTH;
    }
  }

  private final Part first = new Part(1);
  private final Part third = new Part(21);
  private final Parts source = new Parts(27, first, null, third);

  private static byte[] expected() {
    byte[] bytes = new byte[27];
    for (int i = 0; i < 27; i++) {
      bytes[i] = (byte) (i / LENGTH == 1 ? 0 : i + 1);
    }
    return bytes;
  }

  @Test
  void aReadCrossesSegmentsAndFillsTheBuffer() throws IOException {
    ByteBuffer target = ByteBuffer.allocate(40).position(5).limit(30);
    assertThat(source.read(1, target), is(25));
    assertThat(target.position(), is(30));
    byte[] all = expected();
    for (int i = 0; i < 25; i++) {
      assertThat(target.get(5 + i), is(all[1 + i]));
    }
  }

  @Test
  void aReadEndsWithTheSourceEvenWithinASegment() throws IOException {
    ByteBuffer target = ByteBuffer.allocate(100);
    target.put(27, (byte) 99);
    assertThat(source.read(0, target), is(27));
    assertThat(target.position(), is(27));
    assertThat(target.limit(), is(100));
    assertThat(target.get(27), is((byte) 99));
  }

  @Test
  void everyPositionAndLengthGivesTheSameBytes() throws IOException {
    byte[] all = expected();
    for (int from = 0; from < all.length; from++) {
      for (int length = 1; length <= all.length - from; length++) {
        ByteBuffer target = ByteBuffer.allocateDirect(length);
        assertThat(source.read(from, target), is(length));
        byte[] bytes = new byte[length];
        target.flip().get(bytes);
        assertArrayEquals(Arrays.copyOfRange(all, from, from + length), bytes);
      }
    }
  }

  @Test
  void bytesBeforeAnErrorCountAndTheNextReadThrows() throws IOException {
    third.broken = 4;
    ByteBuffer target = ByteBuffer.allocate(60).limit(50);
    assertThat(source.read(5, target), is(18));
    assertThat(target.position(), is(18));
    assertThat(target.limit(), is(50));
    assertThrows(IOException.class, () -> source.read(23, target));
    assertThat(target.position(), is(18));
    assertThat(target.limit(), is(50));
  }

  @Test
  void aSegmentThatCannotBeFoundEndsAReadAndFailsTheNext() throws IOException {
    Parts gap = new Parts(30, first, null);
    ByteBuffer target = ByteBuffer.allocate(30);
    assertThat(gap.read(0, target), is(20));
    IOException e = assertThrows(IOException.class, () -> gap.read(20, target));
    assertThat(e.getMessage(), is("no segment at 20"));
    assertThat(target.position(), is(20));
    assertThat(target.limit(), is(30));
  }

  @Test
  void aSegmentPastTheEndOfItsSourceIsTruncated() throws IOException {
    third.size = 2;
    ByteBuffer target = ByteBuffer.allocate(30);
    assertThat(source.read(0, target), is(22));
    MalformedImageException e =
        assertThrows(MalformedImageException.class, () -> source.read(22, target));
    assertThat(e.getMessage(), containsString("5 bytes needed, the data end at 2"));
    assertThrows(MalformedImageException.class, () -> source.extent(22, 1));
    assertThrows(MalformedImageException.class, source::requireWhole);
  }

  @Test
  void aReadOnlyTargetIsRefusedAndItsLimitKept() {
    ByteBuffer target = ByteBuffer.allocate(30).asReadOnlyBuffer().limit(25);
    assertThrows(ReadOnlyBufferException.class, () -> source.read(8, target));
    assertThrows(ReadOnlyBufferException.class, () -> source.read(12, target));
    assertThat(target.position(), is(0));
    assertThat(target.limit(), is(25));
  }

  @Test
  void noBytesAreReadIntoAFullBuffer() throws IOException {
    assertThat(source.read(0, ByteBuffer.allocate(0)), is(0));
    assertThat(source.read(27, ByteBuffer.allocate(0)), is(0));
    assertThat(source.read(0, ByteBuffer.allocate(9), 0), is(0));
  }

  @Test
  void positionsAreChecked() throws IOException {
    ByteBuffer target = ByteBuffer.allocate(4);
    assertThrows(IllegalArgumentException.class, () -> source.read(-1, target));
    assertThrows(IllegalArgumentException.class, () -> source.extent(-1, 1));
    assertThat(source.read(26, target), is(1));
    assertThat(source.read(27, target), is(-1));
    assertThat(source.read(Long.MAX_VALUE, target), is(-1));
    assertThrows(MalformedImageException.class, () -> source.extent(27, 1));
    assertThrows(MalformedImageException.class, () -> source.extent(Long.MAX_VALUE, 1));
  }

  @Test
  void aMaximumBoundsAReadAndLeavesTheLimit() throws IOException {
    ByteBuffer target = ByteBuffer.allocate(20);
    assertThat(source.read(8, target, 5), is(5));
    assertThat(target.position(), is(5));
    assertThat(target.limit(), is(20));
    third.broken = 0;
    assertThrows(IOException.class, () -> source.read(20, target, 5));
    assertThat(target.limit(), is(20));
  }

  @Test
  void extentsEndWithTheirSegments() throws IOException {
    assertThat(source.extent(2, 100), is(HostExtent.computed(8)));
    assertThat(source.extent(12, 100), is(HostExtent.computed(8)));
    assertThat(source.extent(12, 3), is(HostExtent.computed(3)));
    assertThat(source.extent(22, 100), is(HostExtent.computed(5)));
  }

  @Test
  void prefetchingReachesEachStoredSegment() {
    source.prefetch(8, 1000);
    assertThat(first.prefetched, is(List.of("8+2")));
    assertThat(third.prefetched, is(List.of("0+7")));
    source.prefetch(27, 5);
    source.prefetch(Long.MAX_VALUE, 5);
    source.prefetch(3, 0);
    assertThat(first.prefetched.size() + third.prefetched.size(), is(2));
  }

  @Test
  void prefetchingKeepsErrorsForTheReader() {
    new Parts(Long.MAX_VALUE, first).prefetch(0, Long.MAX_VALUE);
    assertThat(first.prefetched, is(List.of("0+10")));
  }

  @Test
  void theFirstSegmentSaysWhetherTheSourceIsEncoded() {
    assertThat(source.isEncoded(), is(false));
    first.encoded = true;
    assertThat(source.isEncoded(), is(true));
    assertThat(new Parts(20, null, first).isEncoded(), is(false));
    assertThat(new Parts(0).isEncoded(), is(false));
    assertThat(new Parts(10).isEncoded(), is(false));
  }

  @Test
  void chunksAreReadAcrossAndAShortOneIsAnError() throws IOException {
    byte[] all = new byte[23];
    new Random(1).nextBytes(all);
    ChunkedSource chunked =
        new ChunkedSource(23, 8) {
          @Override
          protected int read(long index, Chunk.Reader reader) throws IOException {
            byte[] chunk = new byte[index == 1 ? 6 : chunkLength(index)];
            System.arraycopy(all, (int) index * 8, chunk, 0, chunk.length);
            return reader.read(chunk);
          }
        };
    ByteBuffer target = ByteBuffer.allocate(30);
    assertThat(chunked.read(3, target), is(11));
    assertThat(target.slice(0, 11), is(ByteBuffer.wrap(all, 3, 11)));
    assertThrows(MalformedImageException.class, () -> chunked.read(14, target));
    assertThat(chunked.read(16, target), is(7));
    assertThat(chunked.read(23, target), is(-1));
    assertThat(chunked.extent(1, 100), is(HostExtent.computed(22)));
    assertThrows(MalformedImageException.class, () -> chunked.extent(23, 1));
  }
}
