package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.image.ExtImages;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExtentChangesTest {
  private static final int BLOCK = 1024;
  private static final int BLOCKS = 24;

  private final byte[] volume = ExtImages.contract();
  private final ExtentChanges changes = new ExtentChanges();

  private MetadataBlocks blocks() throws IOException {
    Struct head =
        Struct.of(
            "superblock", Arrays.copyOfRange(volume, 1024, 2048), 1024, ByteOrder.LITTLE_ENDIAN);
    return new MetadataBlocks(
        new ArraySource(volume), new ChunkCache(1 << 20), Superblock.read(head));
  }

  private static byte[] filled(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 's');
    return bytes;
  }

  @Test
  void laterRangesCutEarlierOnes() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      ExtentChanges tried = new ExtentChanges();
      byte[] expected = filled(BLOCKS * BLOCK - 100);
      for (int i = 0; i < 12; i++) {
        int first = random.nextInt(BLOCKS + 2);
        int count = random.nextInt(9);
        int start = random.nextInt(100);
        boolean add = random.nextInt(3) > 0;
        if (add) {
          tried.add(first, count, start);
        } else {
          tried.remove(first, count);
        }
        for (int at = first * BLOCK;
            at < Math.min((first + count) * BLOCK, expected.length);
            at++) {
          expected[at] = add ? volume[start * BLOCK + at - first * BLOCK] : 0;
        }
      }
      ByteSource content = tried.open(new ArraySource(filled(expected.length)), blocks());
      assertThat(Arrays.equals(ExtVolumes.bytes(content), expected), is(true));
    }
  }

  @Test
  void rangesOfHalfTheLargestFileAreOneStep() throws IOException {
    changes.add(0, 2, 1);
    changes.remove(1, 0xFFFF_FFFFL);
    byte[] content = ExtVolumes.bytes(changes.open(new ArraySource(filled(3 * BLOCK)), blocks()));
    assertThat(content[BLOCK], is((byte) 0));
    assertThat(Arrays.equals(content, 0, 100, volume, BLOCK, BLOCK + 100), is(true));
  }

  @Test
  void aFileOfManyRangesMayHaveManyNames() throws IOException {
    for (int i = 0; i < 20_000; i++) {
      changes.add(2L * i, 1, i % BLOCKS);
    }
    ByteSource stored = new ArraySource(filled(20_000 * BLOCK));
    MetadataBlocks blocks = blocks();
    for (int i = 0; i < 100_000; i++) {
      assertThat(changes.open(stored, blocks).size(), is(stored.size()));
    }
  }

  @Test
  void contentsAreAsLongAsTheFileIs() throws IOException {
    changes.remove(1, 1);
    assertThat(changes.open(new ArraySource(filled(BLOCK)), blocks()).size(), is(1L * BLOCK));
    byte[] longer = ExtVolumes.bytes(changes.open(new ArraySource(filled(3 * BLOCK)), blocks()));
    assertThat(longer.length, is(3 * BLOCK));
    assertThat(longer[BLOCK], is((byte) 0));
    assertThat(longer[2 * BLOCK], is((byte) 's'));
  }

  @Test
  void theEndIsThatOfTheLastBlocks() {
    changes.add(3, 2, 1);
    changes.remove(7, 13);
    changes.remove(20, 5);
    assertThat(changes.end(9), is(7L));
    assertThat(changes.end(30), is(30L));
    assertThat(changes.end(4), is(5L));
    assertThat(new ExtentChanges().end(9), is(9L));
  }

  @Test
  void withoutRangesTheContentIsThatOfTheVolume() throws IOException {
    ByteSource content = changes.open(new ArraySource("abc".getBytes(US_ASCII)), blocks());
    assertThat(ExtVolumes.text(content), is("abc"));
    assertThat(changes.open(new ArraySource(new byte[0]), blocks()).size(), is(0L));
  }
}
