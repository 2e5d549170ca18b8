package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpanSourceTest {
  private static final byte[] BYTES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  private int reads;

  private final ByteSource source =
      new PositionalSource() {
        @Override
        public long size() {
          return BYTES.length;
        }

        @Override
        protected int readAt(long position, ByteBuffer target) {
          reads++;
          int count = Math.min(target.remaining(), BYTES.length - (int) position);
          target.put(BYTES, (int) position, count);
          return count;
        }
      };

  @Test
  void theSpanIsReadOnce() throws IOException {
    SpanSource span = new SpanSource(source, 2, 5);
    assertThat(reads, is(1));
    for (int i = 2; i < 7; i++) {
      assertArrayEquals(Arrays.copyOfRange(BYTES, i, 7), span.readFully(i, 7 - i));
    }
    assertThat(reads, is(1));
  }

  @Test
  void otherBytesAreReadWhereTheyAre() throws IOException {
    SpanSource span = new SpanSource(source, 2, 5);
    assertThat(span.size(), is(10L));
    assertArrayEquals(BYTES, span.readFully(0, BYTES.length));
    assertThat(span.read(10, ByteBuffer.allocate(1)), is(-1));
  }

  @Test
  void aStructureInTheSpanIsNotCopied() throws IOException {
    SpanSource span = new SpanSource(source, 2, 5);
    Struct struct = span.struct("part", 4, 3, ByteOrder.BIG_ENDIAN);
    assertThat(struct.u8(2), is(6));
    assertThat(struct.imageOffset(), is(4L));
    assertThat(reads, is(1));
    assertThat(span.struct("part", 1, 3, ByteOrder.BIG_ENDIAN), is(nullValue()));
    assertThat(span.struct("part", 5, 3, ByteOrder.BIG_ENDIAN), is(nullValue()));
  }
}
