package io.github.diskimagefs.volume.udf;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where anchors are looked for: on a distant host each place is a request. */
class AnchorTest {
  private static final int SECTOR = 2048;
  private static final int FIRST_DESCRIPTOR = 32_768;

  private final List<Long> reads = new ArrayList<>();

  private List<List<Anchor>> search(byte[] image) throws IOException {
    ByteSource counted =
        new ByteSource() {
          @Override
          public long size() {
            return image.length;
          }

          @Override
          public int read(long position, ByteBuffer target) {
            reads.add(position);
            int count = (int) Math.min(target.remaining(), image.length - position);
            target.put(image, (int) position, count);
            return count;
          }

          @Override
          public HostExtent extent(long position, long length) {
            return HostExtent.computed(length);
          }
        };
    return Anchor.searchAll(VolumeSource.of(counted, SECTOR, new ChunkCache(1 << 20)));
  }

  private static byte[] image() {
    return UdfImage.named("Demo").file("/a", new byte[12 << 20]).toBytes();
  }

  private static byte[] bridge() {
    byte[] image = image();
    System.arraycopy(Udf.utf8("\u0001CD001\u0001"), 0, image, FIRST_DESCRIPTOR, 7);
    return image;
  }

  @Test
  void aBridgeIsNotSearchedForLargerSectorsNorForFurtherCopies() throws IOException {
    byte[] bridge = bridge();
    assertThat(search(bridge).size(), is(1));
    long last = (long) bridge.length - SECTOR;
    assertThat(reads, everyItem(anyOf(lessThan(1L << 20), is(last))));
  }

  @Test
  void withoutDescriptorsOfIso9660LargerSectorsAreSearched() throws IOException {
    search(image());
    assertThat(reads, hasItem(256L * 4096));
  }

  @Test
  void aBridgeWithoutAnchorsIsSearchedForLargerSectors() throws IOException {
    byte[] bridge = bridge();
    bridge[256 * SECTOR] = 0;
    bridge[bridge.length - SECTOR] = 0;
    assertThat(search(bridge).isEmpty(), is(true));
    assertThat(reads, hasItem(256L * 4096));
  }

  @Test
  void anchorsThatDifferAreAllFound() throws IOException {
    byte[] image = image();
    byte[] other = new byte[512];
    other[16] = 1;
    int last = image.length / SECTOR - 1;
    System.arraycopy(UdfImage.tagged(other, 2, last), 0, image, last * SECTOR, 512);
    List<List<Anchor>> found = search(image);
    assertThat(found.get(0).size(), is(greaterThanOrEqualTo(2)));
    assertThat(found.get(0).get(0), is(not(found.get(0).get(1))));
  }
}
