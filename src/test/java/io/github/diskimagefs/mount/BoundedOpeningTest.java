package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.CountingHost;
import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening reads what says where things are, whatever the size of the image. */
class BoundedOpeningTest {
  private static final long SECTOR = 2048;

  /** Most of them are searched for a second session, after the gap that a CD has between two. */
  private static final long AT_MOST = 1024 * SECTOR;

  /** Bytes of the blocks at the edges of the areas that are read. */
  private static final long EDGES = 128 << 10;

  private static final long HUGE = 50L << 30;

  @TempDir Path folder;

  @Test
  void aSmallImageIsOpenedByFewSectors() throws IOException {
    Path image = image(3);
    assertThat(readToOpen(image, Files.size(image)), is(lessThan(AT_MOST)));
  }

  @Test
  void aHugeImageIsOpenedByFewSectors() throws IOException {
    assertThat(readToOpen(image(3), HUGE), is(lessThan(AT_MOST)));
  }

  @Test
  void anImageOfManyEntriesIsOpenedByAsFewAsOneOfFew() throws IOException {
    // Both end after the first MiB, in which blocks are larger.
    long few = readToOpen(image(1000), HUGE);
    assertThat(readToOpen(image(6000), HUGE), is(lessThan(few + EDGES)));
  }

  private Path image(int files) throws IOException {
    IsoImage image = IsoImage.named("COUNTED");
    for (int i = 0; i < files; i++) {
      image.file("/dir" + i % 3 + "/file" + i, "content of file " + i);
    }
    return image.writeTo(folder.resolve(files + ".iso"));
  }

  private static long readToOpen(Path image, long size) throws IOException {
    CountingHost host = new CountingHost(image, size);
    try (FileSystem opened = DiskImages.open(host.file(), Map.of("hostCacheBytes", 0))) {
      assertThat(opened.isOpen(), is(true));
      return host.bytesRead();
    }
  }
}
