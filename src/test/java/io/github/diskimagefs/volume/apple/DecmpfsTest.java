package io.github.diskimagefs.volume.apple;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.ChunkCache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecmpfsTest {
  private static final byte[] CONTENT = "some content, some content".getBytes(US_ASCII);
  private static final byte[] NONE = {};

  private static byte[] attribute(int type, long size, byte[] data) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("fpmc".getBytes(US_ASCII)).putInt(type).putLong(size).put(data);
    return bytes.array();
  }

  private static byte[] stored(int mark) {
    byte[] data = new byte[1 + CONTENT.length];
    data[0] = (byte) mark;
    System.arraycopy(CONTENT, 0, data, 1, CONTENT.length);
    return data;
  }

  private static byte[] deflated(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(plain);
    }
    return bytes.toByteArray();
  }

  private static Decmpfs read(byte[] attribute, Decmpfs.ResourceFork fork) throws IOException {
    return Decmpfs.read(
        new ArraySource(attribute), fork, new CachedChunks(new ChunkCache(1 << 20)), 1);
  }

  private static ByteSource noFork() {
    throw new AssertionError("the resource fork is not needed");
  }

  private static byte[] bytes(Decmpfs file) throws IOException {
    ByteSource source = file.open();
    assertThat(source.size(), is(file.size()));
    byte[] bytes = new byte[(int) source.size()];
    source.readFully(0, ByteBuffer.wrap(bytes));
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"3, 0xFF", "7, 0x06", "9, 0xCC", "11, 0xFF", "13, 0xFF"})
  void readsDataStoredInTheAttribute(int type, String mark) throws IOException {
    byte[] attribute = attribute(type, CONTENT.length, stored(Integer.decode(mark)));
    Decmpfs file = read(attribute, DecmpfsTest::noFork);
    assertThat(file.inResourceFork(), is(false));
    assertThat(bytes(file), is(CONTENT));
  }

  @Test
  void inflatesTheAttribute() throws IOException {
    byte[] attribute = attribute(3, CONTENT.length, deflated(CONTENT));
    assertThat(bytes(read(attribute, DecmpfsTest::noFork)), is(CONTENT));
  }

  @Test
  void inflatesChunksOfAResource() throws IOException {
    byte[] plain = new byte[(64 << 10) + 10];
    Arrays.fill(plain, (byte) 7);
    byte[] first = deflated(Arrays.copyOf(plain, 64 << 10));
    byte[] second = deflated(Arrays.copyOf(plain, 10));
    ByteBuffer fork = ByteBuffer.allocate(256 + 8 + 16 + first.length + second.length);
    fork.putInt(256).order(ByteOrder.LITTLE_ENDIAN);
    fork.position(256).putInt(0).putInt(2); // the resource's length, which is not read; the count
    fork.putInt(4 + 16).putInt(first.length).putInt(20 + first.length).putInt(second.length);
    fork.put(first).put(second);
    Decmpfs file = read(attribute(4, plain.length, NONE), () -> new ArraySource(fork.array()));
    assertThat(file.inResourceFork(), is(true));
    assertThat(bytes(file), is(plain));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10, 12, 14})
  void readsChunksByATableOfOffsets(int type) throws IOException {
    byte[] chunk = stored(type == 8 ? 0x06 : 0xFF);
    ByteBuffer fork = ByteBuffer.allocate(8 + chunk.length).order(ByteOrder.LITTLE_ENDIAN);
    fork.putInt(8).putInt(8 + chunk.length).put(chunk);
    byte[] attribute = attribute(type, CONTENT.length, NONE);
    assertThat(bytes(read(attribute, () -> new ArraySource(fork.array()))), is(CONTENT));
  }

  @Test
  void type5IsZeros() throws IOException {
    assertThat(bytes(read(attribute(5, 3, NONE), DecmpfsTest::noFork)), is(new byte[3]));
  }

  @Test
  void otherAttributesAreNoHeaders() throws IOException {
    assertThat(read(new byte[15], DecmpfsTest::noFork), is(nullValue()));
    assertThat(read(new byte[16], DecmpfsTest::noFork), is(nullValue()));
  }

  @Test
  void refusesUnknownTypesAndChunksThatEndEarly() throws IOException {
    Decmpfs unknown = read(attribute(99, 3, NONE), DecmpfsTest::noFork);
    assertThrows(UnsupportedImageException.class, unknown::open);
    Decmpfs large = read(attribute(3, 17 << 20, NONE), DecmpfsTest::noFork);
    assertThrows(MalformedImageException.class, large::open);
    ByteSource cut = read(attribute(3, 100, deflated(CONTENT)), DecmpfsTest::noFork).open();
    assertThrows(MalformedImageException.class, () -> cut.readFully(0, ByteBuffer.allocate(100)));
  }
}
