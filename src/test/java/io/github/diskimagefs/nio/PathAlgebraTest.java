package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Paths compute as the JDK's own on Unix do. */
class PathAlgebraTest {
  private static final List<String> PARTS =
      List.of("a", "b", "a", "..", ".", "", "ab", "ä", "a b", "...", "x;1", "\\", "~");

  private static FileSystem image;
  private static final FileSystem ORACLE = FileSystems.getDefault();

  @BeforeAll
  static void open() throws IOException {
    image = new MemoryVolume().open();
    Assumptions.assumeTrue(File.separatorChar == '/', "the oracle is the JDK's path on Unix");
  }

  private static String random(Random random) {
    StringBuilder path = new StringBuilder(random.nextInt(3) == 0 ? "/" : "");
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      path.append(PARTS.get(random.nextInt(PARTS.size()))).append(i + 1 < count ? "/" : "");
    }
    return path.append(random.nextInt(8) == 0 ? "/" : "").toString();
  }

  private static String outcome(Path path, Function<Path, Object> act) {
    try {
      return String.valueOf(act.apply(path));
    } catch (IllegalArgumentException e) {
      return "IllegalArgumentException";
    }
  }

  private static void same(String text, Function<Path, Object> act) {
    String ours = outcome(image.getPath(text), act);
    assertThat("'" + text + "'", ours, is(outcome(ORACLE.getPath(text), act)));
  }

  private static void same(String one, String other, BiFunction<Path, Path, Object> act) {
    String ours = outcome(image.getPath(one), p -> act.apply(p, image.getPath(other)));
    String theirs = outcome(ORACLE.getPath(one), p -> act.apply(p, ORACLE.getPath(other)));
    assertThat("'" + one + "' '" + other + "'", ours, is(theirs));
  }

  @Test
  void oneAsTheOracle() {
    Random random = new Random(1);
    for (int i = 0; i < 4000; i++) {
      String text = random(random);
      same(text, Path::toString);
      same(text, Path::getRoot);
      same(text, Path::getParent);
      same(text, Path::getFileName);
      same(text, Path::getNameCount);
      same(text, Path::normalize);
      same(text, Path::isAbsolute);
      same(
          text,
          p -> {
            List<String> names = new ArrayList<>();
            p.forEach(name -> names.add(name.toString()));
            return names;
          });
      int a = random.nextInt(6) - 1;
      int b = random.nextInt(6) - 1;
      same(text, p -> p.getName(a));
      same(text, p -> p.subpath(a, b));
    }
  }

  @Test
  void twoAsTheOracle() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      String one = random(random);
      String other = random(random);
      same(one, other, Path::resolve);
      same(one, other, Path::resolveSibling);
      same(one, other, Path::relativize);
      same(one, other, Path::startsWith);
      same(one, other, Path::endsWith);
      same(one, other, Path::equals);
      same(one, other, (p, q) -> Integer.signum(p.compareTo(q)));
      same(one, other, (p, q) -> p.getFileSystem().getPath(p.toString(), q.toString(), "c"));
    }
  }

  @Test
  void ordersByCodePoint() {
    Path beyond = image.getPath("😀");
    assertThat(beyond.compareTo(image.getPath("\uFFFD")) > 0, is(true));
    assertThat(image.getPath("\uFFFD").compareTo(beyond) < 0, is(true));
  }

  @Test
  void anyCharacterButSlashAndNul() {
    Path odd = image.getPath("/a\\b/c;1/\uD800");
    assertThat(odd.getNameCount(), is(3));
    assertThrows(InvalidPathException.class, () -> image.getPath("a\0b"));
  }

  @Test
  void foreignPaths() throws IOException {
    Path own = image.getPath("/a");
    Path foreign = ORACLE.getPath("/a");
    assertThrows(ProviderMismatchException.class, () -> own.resolve(foreign));
    assertThrows(ProviderMismatchException.class, () -> own.relativize(foreign));
    assertThrows(ClassCastException.class, () -> own.compareTo(foreign));
    assertThat(own.startsWith(foreign), is(false));
    assertThat(own.endsWith(foreign), is(false));
    assertThat(own.equals(foreign), is(false));
    try (FileSystem second = new MemoryVolume().open()) {
      assertThat(own.equals(second.getPath("/a")), is(false));
      assertThat(own.startsWith(second.getPath("/")), is(false));
      assertThrows(IllegalArgumentException.class, () -> own.relativize(second.getPath("/b")));
    }
  }

  @Test
  void pathsOfAnotherScheme() throws IOException {
    Path own = image.getPath("/a");
    try (FileSystem second = new MemoryVolume().open(new NrgFileSystemProvider())) {
      Path other = second.getPath("/a");
      assertThrows(ProviderMismatchException.class, () -> own.resolve(other));
      assertThrows(ProviderMismatchException.class, () -> own.relativize(other));
      assertThrows(ClassCastException.class, () -> own.compareTo(other));
      assertThat(own.equals(other), is(false));
      FileSystemProvider provider = own.getFileSystem().provider();
      assertThrows(ProviderMismatchException.class, () -> provider.newInputStream(other));
      assertThat(provider.isSameFile(own, other), is(false));
    }
  }

  @Test
  void noFileAndNothingToWatch() {
    Path path = image.getPath("/a");
    assertThrows(UnsupportedOperationException.class, path::toFile);
    assertThrows(UnsupportedOperationException.class, () -> image.newWatchService());
    assertThat(image.getPath("").getParent(), is(nullValue()));
  }

  @Test
  void everyWatchServiceIsAnothers() throws IOException {
    Path path = image.getPath("/a");
    try (WatchService watcher = FileSystems.getDefault().newWatchService()) {
      assertThrows(
          ProviderMismatchException.class,
          () -> path.register(watcher, StandardWatchEventKinds.ENTRY_CREATE));
      assertThrows(
          NullPointerException.class, () -> path.register(watcher, (WatchEvent.Kind<?>[]) null));
    }
  }
}
