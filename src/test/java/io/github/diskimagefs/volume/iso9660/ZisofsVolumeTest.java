package io.github.diskimagefs.volume.iso9660;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeReads;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.Volumes;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files compressed by zisofs, whose blocks all readers of the volume share. */
class ZisofsVolumeTest {
  private static final int BLOCKS = 3;

  private final byte[] first = data(1);
  private final byte[] second = data(2);
  private final ChunkCache cache = new ChunkCache(1 << 20);

  private static byte[] data(int seed) {
    byte[] data = new byte[BLOCKS << 15];
    new Random(seed).nextBytes(data);
    return data;
  }

  private Volume open() throws IOException {
    byte[] image =
        IsoImage.named("PACKED")
            .zisofs("/first", first)
            .zisofs("/second", second)
            .hardLink("/again", "/first")
            .build();
    VolumeSource source = VolumeSource.of(new ArraySource(image), 2048, cache);
    return new Iso9660Format()
        .views(source, ImageOptions.DEFAULTS).stream()
            .filter(view -> view.name().equals("rockridge"))
            .findFirst()
            .orElseThrow()
            .open();
  }

  @Test
  void eachBlockIsDecodedOnceForAllReadersOfAFile() throws IOException {
    Volume volume = open();
    try (ByteSource once = volume.open(Volumes.find(volume, "/first"))) {
      assertThat(VolumeReads.bytes(once), is(first));
    }
    assertThat(Volumes.read(volume, "/first"), is(first));
    assertThat(Volumes.read(volume, "/again"), is(first));
    assertThat(cache.loads(), is((long) BLOCKS));
  }

  @Test
  void filesDoNotShareBlocks() throws IOException {
    Volume volume = open();
    for (int i = 0; i < 2; i++) {
      assertThat(Volumes.read(volume, "/first"), is(first));
      assertThat(Volumes.read(volume, "/second"), is(second));
    }
    assertThat(cache.loads(), is(2L * BLOCKS));
  }

  @Test
  void theBlocksLeaveTheCacheWithTheVolume() throws IOException {
    Volume volume = open();
    Volumes.read(volume, "/first");
    volume.close();
    Volumes.read(volume, "/first");
    assertThat(cache.loads(), is(2L * BLOCKS));
  }
}
