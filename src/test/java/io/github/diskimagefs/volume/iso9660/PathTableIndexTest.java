package io.github.diskimagefs.volume.iso9660;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PathTableIndexTest {
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

  private PathTableIndexTest add(String name, int block, int parent) {
    bytes.put((byte) name.length()).put((byte) 0).putInt(block).putShort((short) parent);
    bytes.put(name.getBytes(ISO_8859_1)).put(new byte[name.length() % 2]);
    return this;
  }

  private PathTableIndex index() throws IOException {
    byte[] table = Arrays.copyOf(bytes.array(), bytes.position());
    return new PathTableIndex(
        new PathTable(
            Struct.of("Path Table", table, 0, ByteOrder.LITTLE_ENDIAN),
            DescriptorRevision.ECMA_119),
        new NameDecoder(HierarchyKind.ISO9660, ISO_8859_1));
  }

  @Test
  void findsByParentAndName() throws IOException {
    add("\0", 20, 1).add("A", 21, 1).add("B", 22, 1).add("A", 23, 2).add("A", 24, 3);
    PathTableIndex index = index();
    assertThat(index.find(20, "A", block -> true), is(21L));
    assertThat(index.find(21, "A", block -> true), is(23L));
    assertThat(index.find(22, "A", block -> true), is(24L));
    assertThat(index.find(22, "A", block -> false), is(-1L));
    assertThat(index.find(22, "B", block -> true), is(-1L));
  }

  @Test
  void knowsInWhichDirectoryABlockLies() throws IOException {
    add("\0", 20, 1).add("A", 30, 1).add("B", 40, 2).add("C", 50, 1);
    PathTableIndex index = index();
    assertThat(index.parentAt(19), is(-1L));
    assertThat(index.parentAt(29), is(20L));
    assertThat(index.parentAt(30), is(30L));
    assertThat(index.parentAt(99), is(30L));
  }

  @Test
  void looksAtFewOfManyOfOneName() throws IOException {
    add("\0", 20, 1);
    for (int i = 0; i < 60_000; i++) {
      add("A", 21 + i, 1);
    }
    int[] asked = {0};
    PathTableIndex index = index();
    for (int i = 0; i < 1000; i++) {
      index.find(
          20,
          "A",
          block -> {
            asked[0]++;
            return false;
          });
    }
    assertThat(asked[0], is(32 * 1000));
  }

  @Test
  void noTableNothingFound() throws IOException {
    PathTableIndex none =
        new PathTableIndex(null, new NameDecoder(HierarchyKind.ISO9660, ISO_8859_1));
    assertThat(none.parentAt(5), is(-1L));
  }
}
