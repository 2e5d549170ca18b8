package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How names are found, and how seldom. */
class LookupTest {
  private final MemoryVolume volume = new MemoryVolume();

  @Test
  void aWalkLooksNothingUp() throws IOException {
    for (int d = 0; d < 20; d++) {
      for (int f = 0; f < 20; f++) {
        volume.file("/d" + d + "/e/f" + f, "x");
      }
    }
    try (FileSystem image = volume.open()) {
      int[] files = {0};
      Files.walkFileTree(
          image.getPath("/"),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              files[0] += Files.readAllBytes(file).length;
              assertThat(Files.isHidden(file), is(false));
              return FileVisitResult.CONTINUE;
            }
          });
      assertThat(files[0], is(400));
      assertThat(volume.lookups(), is(0));
      assertThat(volume.listings(), is(41));
    }
  }

  @Test
  void asksAgainOnlyForTheLastName() throws IOException {
    for (int i = 0; i < 100; i++) {
      volume.file("/a/b/c/d/f" + i, "x");
    }
    try (FileSystem image = volume.open()) {
      for (int i = 0; i < 100; i++) {
        Path path = image.getPath("/a/b/c/d/f" + i);
        assertThat(Files.exists(path), is(true));
        assertThat(Files.size(path), is(1L));
      }
      assertThat(volume.lookups(), is(lessThan(110)));
    }
  }

  @Test
  void asksForWhatIsMissingFromWhereItIsMissing() throws IOException {
    volume.file("/a/b/c/d/f", "x");
    try (FileSystem image = volume.open()) {
      assertThat(Files.exists(image.getPath("/a/b/c/d/f")), is(true));
      long before = volume.lookups();
      for (int i = 0; i < 100; i++) {
        assertThat(Files.exists(image.getPath("/a/b/c/d/none/x" + i)), is(false));
        assertThat(Files.exists(image.getPath("/a/b/c/d/f/x" + i)), is(false));
      }
      assertThat(volume.lookups() - before, is(200L));
    }
  }

  @Test
  void showsADirectoryInsideItselfEmpty() throws IOException {
    volume.file("/a/b/file", "x");
    volume.again("/a/b/again", "/a");
    volume.again("/root", "/");
    try (FileSystem image = volume.open()) {
      assertThat(Files.size(image.getPath("/a/b/again/b/file")), is(1L));
      for (String again : List.of("/a/b/again", "/root")) {
        try (Stream<Path> entries = Files.list(image.getPath(again))) {
          assertThat(entries.count(), is(0L));
        }
      }
      try (Stream<Path> walk = Files.walk(image.getPath("/"))) {
        assertThat(walk.count(), is(6L));
      }
    }
  }

  @Test
  void followsNoMoreLinksThanMakeSense() throws IOException {
    volume.file("/l0", "x");
    for (int i = 1; i <= 41; i++) {
      volume.link("/l" + i, "l" + (i - 1));
    }
    volume.link("/self", "self/x");
    try (FileSystem image = volume.open()) {
      assertThat(Files.size(image.getPath("/l40")), is(1L));
      assertThrows(FileSystemLoopException.class, () -> Files.size(image.getPath("/l41")));
      assertThrows(FileSystemLoopException.class, () -> Files.size(image.getPath("/self")));
      assertThrows(FileSystemLoopException.class, () -> Files.size(image.getPath("/self/y")));
    }
  }

  @Test
  void linksStayInsideTheImage() throws IOException {
    volume.file("/etc/passwd", "ours");
    volume.link("/d/up", "../../../../etc/passwd");
    volume.link("/d/abs", "/etc//passwd");
    volume.link("/d/empty", "");
    volume.link("/d/nul", "a\0b");
    try (FileSystem image = volume.open()) {
      assertThat(Files.readString(image.getPath("/d/up")), is("ours"));
      assertThat(Files.readString(image.getPath("/d/abs")), is("ours"));
      assertThrows(NoSuchFileException.class, () -> Files.size(image.getPath("/d/empty")));
      assertThrows(NoSuchFileException.class, () -> Files.size(image.getPath("/d/nul")));
      assertThrows(IOException.class, () -> Files.readSymbolicLink(image.getPath("/d/nul")));
    }
  }

  @Test
  void dotsAfterALinkMeanItsTarget() throws IOException {
    volume.file("/a/b/here", "x");
    volume.file("/a/sibling", "yy");
    volume.link("/link", "a/b");
    try (FileSystem image = volume.open()) {
      assertThat(Files.size(image.getPath("/link/../sibling")), is(2L));
      assertThat(Files.exists(image.getPath("/link/../a")), is(false));
      Path parent = image.getPath("/link/..");
      assertThat(parent.toRealPath(), is(image.getPath("/a")));
      try (Stream<Path> list = Files.list(image.getPath("/link"))) {
        Path here = list.findFirst().orElseThrow();
        assertThat(here, is(image.getPath("/link/here")));
        assertThat(here.toRealPath(), is(image.getPath("/a/b/here")));
      }
    }
  }

  @Test
  void aWalkThatFollowsLinksEnds() throws IOException {
    volume.file("/a/file", "x");
    volume.link("/a/up", "..");
    try (FileSystem image = volume.open();
        Stream<Path> walk = Files.walk(image.getPath("/"), FileVisitOption.FOLLOW_LINKS)) {
      UncheckedIOException e = assertThrows(UncheckedIOException.class, walk::count);
      assertThat(e.getCause().getClass(), is((Object) FileSystemLoopException.class));
    }
  }

  @Test
  void theStoredSpellingIsTheRealOne() throws IOException {
    volume.anyCase().file("/Docs/ReadMe.TXT", "x");
    try (FileSystem image = volume.open()) {
      Path path = image.getPath("/docs/readme.txt");
      assertThat(Files.exists(path), is(true));
      assertThat(path.toRealPath().toString(), is("/Docs/ReadMe.TXT"));
      assertThat(Files.isSameFile(path, image.getPath("/DOCS/README.TXT")), is(true));
    }
  }

  @Test
  void hardLinksAreTheSameFile() throws IOException {
    volume.file("/one", "x");
    volume.again("/other", "/one");
    volume.file("/third", "x");
    try (FileSystem image = volume.open()) {
      Path one = image.getPath("/one");
      assertThat(Files.isSameFile(one, image.getPath("/other")), is(true));
      assertThat(Files.isSameFile(one, image.getPath("/third")), is(false));
      assertThat(Files.isSameFile(one, Path.of("/one")), is(false));
      assertThrows(NoSuchFileException.class, () -> Files.isSameFile(one, image.getPath("/none")));
    }
  }

  @Test
  void whatIsNoFileHasNoBytes() throws IOException {
    volume.fifo("/fifo");
    volume.dir("/dir");
    try (FileSystem image = volume.open()) {
      assertThat(
          Files.readAttributes(image.getPath("/fifo"), BasicFileAttributes.class).isOther(),
          is(true));
      for (String path : new String[] {"/fifo", "/dir", "/"}) {
        assertThrows(
            FileSystemException.class, () -> Files.newInputStream(image.getPath(path)), path);
      }
    }
  }

  @Test
  void hiddenAsTheVolumeSaysOrByItsDot() throws IOException {
    volume.file("/shown", "");
    volume.file("/marked", "").hide();
    volume.file("/.dot", "");
    try (FileSystem image = volume.open()) {
      assertThat(Files.isHidden(image.getPath("/shown")), is(false));
      assertThat(Files.isHidden(image.getPath("/marked")), is(true));
      assertThat(Files.isHidden(image.getPath("/.dot")), is(true));
      assertThat(Files.isHidden(image.getPath("/")), is(false));
    }
  }

  @Test
  void theImageIsClosedWithTheFileSystem() throws IOException {
    volume.open().close();
    assertThat(volume.closed(), is(true));
  }
}
