package io.github.diskimagefs.volume.iso9660;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class SystemUseParserTest {
  private static final int BLOCK = 2048;

  @Test
  void attributesMayFillMoreAreasThanNamesDo() throws IOException {
    byte[] image = chain(40, 41);
    assertThat(attributes(image), is(40 * 5));
  }

  @Test
  void areasThatLeadInACircleEnd() throws IOException {
    assertThat(attributes(chain(3, 1)) <= 1 << 21, is(true));
    SystemUse use = parser(chain(3, 1)).parse(first(), 0, 28);
    assertThat(use.extras().attributes(), is(true));
  }

  @Test
  void allRecordsMayShareOneChainSoItIsShort() throws IOException {
    ByteBuffer image = ByteBuffer.allocate(2 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = BLOCK; at < 2 * BLOCK - 28 - 255; at += 255) {
      image.put(at, new byte[] {'N', 'M', (byte) 255, 1, 1});
      image.position(at + 255);
    }
    link(image, 1);
    image.putInt(image.position() - 28 + 20, BLOCK);
    Struct area = Struct.of("area", image.array(), 0, ByteOrder.LITTLE_ENDIAN);
    SystemUse use = parser(image.array()).parse(area, image.position() - 28, image.position());
    assertThat(use.name().length(), is(16 * 7 * 250));
  }

  @Test
  void deviceNumbersAreHalvesOrMajorAndMinor() throws IOException {
    assertThat(device(8, 3), is(8L << 8 | 3));
    assertThat(device(0, 0x0010_FF00), is(0x0010_FF00L)); // 255:256, as Linux packs it
    assertThat(device(8, 300), is(8L << 8 | 0x0010_0000 | 44));
    assertThat(device(0, 5), is(5L));
  }

  private static long device(int high, int low) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    entry.put(new byte[] {'P', 'N', 20, 1}).putInt(high).putInt(Integer.reverseBytes(high));
    entry.putInt(low).putInt(Integer.reverseBytes(low));
    Struct record = Struct.of("record", entry.array(), 0, ByteOrder.LITTLE_ENDIAN);
    return parser(new byte[BLOCK]).parse(record, 0, 20).attributes().posix().device();
  }

  private static int attributes(byte[] image) throws IOException {
    return parser(image).attributeList(first(), 0, 28).length;
  }

  private static SystemUseParser parser(byte[] image) {
    return new SystemUseParser(
        new Continuations(new ArraySource(image), BLOCK),
        new NameDecoder(HierarchyKind.ROCK_RIDGE, null));
  }

  private static Struct first() {
    ByteBuffer entry = ByteBuffer.allocate(28);
    link(entry, 1);
    return Struct.of("record", entry.array(), 0, ByteOrder.LITTLE_ENDIAN);
  }

  /** An area in each block from 1 on with five bytes of attributes, the last leading to a block. */
  private static byte[] chain(int count, int last) {
    ByteBuffer image = ByteBuffer.allocate((count + 1) * BLOCK);
    for (int block = 1; block <= count; block++) {
      image.position(block * BLOCK);
      image
          .put((byte) 'A')
          .put((byte) 'L')
          .put((byte) 10)
          .put((byte) 1)
          .position(block * BLOCK + 10);
      link(image, block < count ? block + 1 : last);
    }
    return image.array();
  }

  private static void link(ByteBuffer in, int block) {
    in.order(ByteOrder.LITTLE_ENDIAN).put((byte) 'C').put((byte) 'E').put((byte) 28).put((byte) 1);
    in.putInt(block).putInt(0).putInt(0).putInt(0).putInt(38).putInt(0);
  }
}
