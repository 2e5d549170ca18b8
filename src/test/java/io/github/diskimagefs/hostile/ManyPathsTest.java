package io.github.diskimagefs.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.UdfImage;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Directories that several others name: no walk is much longer than the image. */
class ManyPathsTest {
  private static final int DEPTH = 100;

  static Stream<Arguments> chains() {
    IsoImage iso = IsoImage.named("X");
    UdfImage udf = UdfImage.named("X");
    HfsPlusImage hfsPlus = HfsPlusImage.named("X");
    ApfsVolumeImage apfs = ApfsImage.named("X");
    String path = "";
    for (int depth = 0; depth < DEPTH; depth++) {
      String down = path + "/a";
      iso.dir(down);
      udf.directory(down, entry -> {});
      hfsPlus.dir(down.substring(1));
      apfs.dir(down.substring(1));
      for (String other : new String[] {path + "/b", path + "/c"}) {
        iso.hardLink(other, down);
        udf.hardLink(other, down);
        hfsPlus.sameFolder(other.substring(1), down.substring(1));
        apfs.hardLink(other.substring(1), down.substring(1));
      }
      path = down;
    }
    byte[] bare = iso.withoutRockRidge().withoutJoliet().build();
    return Stream.of(
        Arguments.of("iso9660", bare),
        Arguments.of("udf", udf.toBytes()),
        Arguments.of("hfsplus", hfsPlus.bytes()),
        Arguments.of("apfs", apfs.bytes()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chains")
  void walkEnds(String type, byte[] image) throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        FileSystem fs = open(memory, image)) {
      int[] met = {0};
      Files.walkFileTree(
          fs.getPath("/"),
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(
                Path directory, BasicFileAttributes properties) {
              return count();
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return count();
            }

            private FileVisitResult count() {
              return ++met[0] < 1_000_000 ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }
          });
      assertThat(met[0], is(lessThan(3 * DEPTH * 34)));
    }
  }

  static Stream<Arguments> doubles() {
    return Stream.of(
        Arguments.of(
            "iso9660",
            IsoImage.named("X").file("/a/b/text", "text").hardLink("/other", "/a/b").build()),
        Arguments.of(
            "udf",
            UdfImage.named("X")
                .file("/a/b/text", "text".getBytes(UTF_8))
                .hardLink("/other", "/a/b")
                .toBytes()),
        Arguments.of(
            "hfsplus",
            HfsPlusImage.named("X")
                .dir("a")
                .dir("a/b")
                .file("a/b/text", "text")
                .sameFolder("other", "a/b")
                .bytes()),
        Arguments.of(
            "apfs",
            ApfsImage.named("X").file("a/b/text", "text").hardLink("other", "a/b").bytes()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doubles")
  void secondPlaceIsShown(String type, byte[] image) throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        FileSystem fs = open(memory, image)) {
      assertThat(Files.readString(fs.getPath("/other/text")), is("text"));
      assertThat(Files.readString(fs.getPath("/a/b/text")), is("text"));
      try (Stream<Path> paths = Files.walk(fs.getPath("/"))) {
        assertThat(paths.count(), is(6L));
      }
    }
  }

  static Stream<Arguments> sharedLeaves() {
    IsoImage iso = IsoImage.named("X").file("/first/text", "text");
    UdfImage udf = UdfImage.named("X").file("/first/text", "text".getBytes(UTF_8));
    for (int i = 0; i < 100; i++) {
      iso.hardLink("/again" + i, "/first");
      udf.hardLink("/again" + i, "/first");
    }
    return Stream.of(Arguments.of("iso9660", iso.build()), Arguments.of("udf", udf.toBytes()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sharedLeaves")
  void smallFoldersMayShareOneExtent(String type, byte[] image) throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        FileSystem fs = open(memory, image);
        Stream<Path> paths = Files.walk(fs.getPath("/"))) {
      assertThat(paths.count(), is(1 + 2 * 101L));
    }
  }

  private static FileSystem open(FileSystem memory, byte[] image) throws IOException {
    return DiskImages.open(Files.write(memory.getPath("/image"), image), Map.of());
  }
}
