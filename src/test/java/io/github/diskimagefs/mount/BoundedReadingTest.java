package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.CountingHost;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.image.UdifImage;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A walk reads directories once and no file; names are looked up without reading all over. */
class BoundedReadingTest {
  private static final int DIRECTORIES = 10;
  private static final int FILES = 60;
  private static final int ENTRIES = DIRECTORIES * FILES;

  /** As a local file is read. */
  private static final Map<String, ?> UNCACHED = Map.of("hostCacheBytes", 0);

  private static final byte[] CONTENT = new byte[6000];

  @TempDir Path folder;

  /** The formats of the tree, and the maximum number of bytes of metadata of an entry. */
  enum Kind {
    ISO(300) {
      @Override
      byte[] image() throws IOException {
        IsoImage image = IsoImage.named("COUNTED");
        for (int i = 0; i < ENTRIES; i++) {
          image.file(entry(i), CONTENT);
        }
        return image.build();
      }
    },
    UDF(2048 + 256) {
      @Override
      byte[] image() {
        UdfImage image = UdfImage.named("COUNTED");
        for (int i = 0; i < ENTRIES; i++) {
          image.file(entry(i), CONTENT);
        }
        return image.toBytes();
      }
    },
    HFS_PLUS(1000) {
      @Override
      byte[] image() {
        HfsPlusImage image = HfsPlusImage.named("COUNTED");
        for (int d = 0; d < DIRECTORIES; d++) {
          image.dir("/dir" + d);
        }
        for (int i = 0; i < ENTRIES; i++) {
          image.file(entry(i), CONTENT);
        }
        return image.bytes();
      }
    };

    private final int bytesAnEntry;

    Kind(int bytesAnEntry) {
      this.bytesAnEntry = bytesAnEntry;
    }

    abstract byte[] image() throws IOException;
  }

  private static String entry(int i) {
    return "/dir" + i % DIRECTORIES + "/file" + i;
  }

  private CountingHost host(Kind kind) throws IOException {
    byte[] image = kind.image();
    return new CountingHost(Files.write(folder.resolve("counted"), image), image.length);
  }

  @ParameterizedTest
  @EnumSource
  void aWalkReadsEachDirectoryOnceAndNoFile(Kind kind) throws IOException {
    CountingHost host = host(kind);
    try (FileSystem opened = DiskImages.open(host.file(), UNCACHED)) {
      long before = host.bytesRead();
      assertThat(walk(opened), is(ENTRIES));
      long read = host.bytesRead() - before;
      assertThat(read, is(greaterThan(0L)));
      assertThat(read, is(lessThan((long) ENTRIES * kind.bytesAnEntry)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lookingUpEveryNameOfADirectoryReadsItOnce(Kind kind) throws IOException {
    CountingHost host = host(kind);
    try (FileSystem opened = DiskImages.open(host.file(), UNCACHED)) {
      long before = host.bytesRead();
      for (int i = 0; i < ENTRIES; i += DIRECTORIES) {
        assertThat(Files.size(opened.getPath(entry(i))), is((long) CONTENT.length));
      }
      long read = host.bytesRead() - before;
      long all = (long) FILES * kind.bytesAnEntry;
      assertThat(read, is(lessThan(2 * all + FILES * 4096L)));
    }
  }

  @Test
  void anImageInACompressedOneIsNotDecodedAsAWhole() throws IOException {
    byte[] noise = new byte[16 << 20];
    new Random(4).nextBytes(noise);
    IsoImage inner = IsoImage.named("INNER").file("/noise", noise);
    for (int i = 0; i < ENTRIES; i++) {
      inner.file(entry(i), CONTENT);
    }
    byte[] disk = IsoImage.named("OUTER").file("/inner.iso", inner.build()).build();
    byte[] image = UdifImage.of(disk).as(UdifImage.Stored.ZLIB).bytes();
    CountingHost host =
        new CountingHost(Files.write(folder.resolve("counted"), image), image.length);
    try (FileSystem outer = DiskImages.open(host.file(), UNCACHED);
        FileSystem opened = DiskImages.open(outer.getPath("/inner.iso"))) {
      assertThat(Files.size(opened.getPath("/noise")), is((long) noise.length));
      for (int i = 0; i < ENTRIES; i++) {
        assertThat(Files.size(opened.getPath(entry(i))), is((long) CONTENT.length));
      }
      assertThat(host.bytesRead(), is(lessThan(4L << 20)));
    }
  }

  private static int walk(FileSystem opened) throws IOException {
    int[] files = {0};
    Files.walkFileTree(
        opened.getPath("/"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            assertThat(attributes.size(), is((long) CONTENT.length));
            files[0]++;
            return FileVisitResult.CONTINUE;
          }
        });
    return files[0];
  }
}
