package io.github.diskimagefs.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same tree in an image and on the default file system looks the same. */
class TreeContractTest {
  @TempDir Path oracle;

  static List<Fixture> fixtures() {
    return Fixture.all();
  }

  /** What an entry is, by its path from the root. */
  private static Map<String, String> survey(Path root, FileVisitOption... options)
      throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root, options)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        found.put(root.relativize(path).toString(), describe(path));
      }
    }
    return found;
  }

  private static String describe(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isDirectory()) {
      return "folder";
    }
    return attributes.isRegularFile()
        ? attributes.size() + " " + Files.readString(path)
        : "link " + attributes.isSymbolicLink();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void walks(Fixture fixture) throws IOException {
    SampleTree.write(oracle, fixture.posix());
    try (FileSystem image = fixture.open()) {
      assertThat(survey(image.getPath("/")), is(survey(oracle)));
      assertThat(survey(image.getPath("docs")), is(survey(oracle.resolve("docs"))));
    }
  }

  /** One outcome of a question that may be an exception. */
  private interface Question {
    Object ask(Path path) throws IOException;
  }

  private static String answer(Path path, Question question) {
    try {
      return String.valueOf(question.ask(path));
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static final List<String> PATHS =
      List.of(
          "",
          ".",
          "hello.txt",
          "nothing",
          ".hidden",
          "docs",
          "docs/.",
          "docs/..",
          "docs/deep/../a b.txt",
          "link.txt",
          "docs/up",
          "docs/up/hello.txt",
          "todeep",
          "todeep/still",
          "todeep/still/file.java",
          "todeep/../readme.md",
          "todeep/..",
          "dangling",
          "dangling/x",
          "no",
          "no/such",
          "no/../hello.txt",
          "straße/größe.txt",
          "empty",
          "empty/..",
          "docs/deep/er/100%#!+&=@~.txt");

  private void same(Fixture fixture, Question question) throws IOException {
    SampleTree.write(oracle, fixture.posix());
    try (FileSystem image = fixture.open()) {
      for (String text : PATHS) {
        // The oracle's root is a directory: what leads above it is not asked.
        String ours = answer(image.getPath("/" + text), question);
        assertThat(text, ours, is(answer(oracle.resolve(text), question)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void exists(Fixture fixture) throws IOException {
    same(fixture, Files::exists);
    same(fixture, path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    same(fixture, Files::notExists);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void kinds(Fixture fixture) throws IOException {
    same(fixture, Files::isDirectory);
    same(fixture, Files::isRegularFile);
    same(fixture, Files::isSymbolicLink);
    same(fixture, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    same(fixture, Files::isReadable);
    same(fixture, Files::isHidden);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void contents(Fixture fixture) throws IOException {
    same(fixture, path -> Files.isRegularFile(path) ? Files.readString(path) : "");
    same(fixture, path -> Files.isRegularFile(path) ? Files.size(path) : 0);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void links(Fixture fixture) throws IOException {
    same(fixture, path -> fixture.posix() ? Files.readSymbolicLink(path) : "");
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void listings(Fixture fixture) throws IOException {
    same(
        fixture,
        path -> {
          try (Stream<Path> list = Files.list(path)) {
            return list.map(p -> path.relativize(p).toString())
                .sorted()
                .collect(Collectors.toList());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void realPaths(Fixture fixture) throws IOException {
    SampleTree.write(oracle, fixture.posix());
    Path top = oracle.toRealPath();
    try (FileSystem image = fixture.open()) {
      for (String text : PATHS) {
        for (LinkOption[] options :
            List.of(new LinkOption[0], new LinkOption[] {LinkOption.NOFOLLOW_LINKS})) {
          String ours = answer(image.getPath("/" + text), p -> p.toRealPath(options));
          String theirs = answer(top.resolve(text), p -> "/" + below(top, p.toRealPath(options)));
          assertThat(text, ours, is(theirs));
        }
      }
    }
  }

  /** As {@code relativize}, which would normalise. */
  private static String below(Path top, Path path) {
    return path.equals(top) ? "" : path.toString().substring(top.toString().length() + 1);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void exceptions(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      Path none = image.getPath("/none");
      assertThrows(NotDirectoryException.class, () -> Files.newDirectoryStream(file));
      assertThrows(NotDirectoryException.class, () -> Files.newDirectoryStream(file.resolve("x")));
      assertThrows(NoSuchFileException.class, () -> Files.newDirectoryStream(none.resolve("x")));
      assertThrows(NoSuchFileException.class, () -> Files.size(file.resolve("x")));
      assertThrows(NoSuchFileException.class, () -> Files.newDirectoryStream(none));
      assertThrows(NoSuchFileException.class, () -> Files.newByteChannel(none));
      assertThrows(NoSuchFileException.class, () -> Files.newInputStream(none));
      assertThrows(NoSuchFileException.class, () -> Files.getFileStore(none));
      assertThrows(NotLinkException.class, () -> Files.readSymbolicLink(file));
      assertThrows(IOException.class, () -> Files.readAllBytes(image.getPath("/docs")));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsAsChannelAndAsStream(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open();
        SeekableByteChannel channel = Files.newByteChannel(image.getPath("hello.txt"));
        InputStream stream = Files.newInputStream(image.getPath("hello.txt"))) {
      assertThat(channel.size(), is(5L));
      assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8), is("Hello"));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void roots(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      assertThat(image.getRootDirectories().iterator().next(), is(image.getPath("/")));
      assertThat(image.getPath("").toAbsolutePath(), is(image.getPath("/")));
      assertThat(image.isReadOnly(), is(true));
      assertThat(image.getSeparator(), is("/"));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void globsOverTheTree(Fixture fixture) throws IOException {
    SampleTree.write(oracle, fixture.posix());
    try (FileSystem image = fixture.open()) {
      for (String glob :
          List.of("*.txt", "**/*.{md,java}", "docs/**", "**.txt", "d*/?? *", "**[[]*")) {
        PathMatcher ours = image.getPathMatcher("glob:" + glob);
        PathMatcher theirs = oracle.getFileSystem().getPathMatcher("glob:" + glob);
        for (String text : survey(image.getPath("/")).keySet()) {
          boolean matches = ours.matches(image.getPath(text));
          assertThat(glob + " " + text, matches, is(theirs.matches(Path.of(text))));
        }
      }
      try (Stream<Path> found =
          Files.find(image.getPath("/docs"), 9, (p, a) -> a.isRegularFile())) {
        assertThat(found.count(), is(5L));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void relativeDirectoriesGiveRelativeEntries(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open();
        Stream<Path> docs = Files.list(image.getPath("docs"));
        Stream<Path> dotted = Files.list(image.getPath("./docs/deep"));
        Stream<Path> top = Files.list(image.getPath(""))) {
      assertThat(
          docs.filter(p -> p.toString().contains("x")).map(Path::toString).toList(),
          containsInAnyOrder("docs/a b.txt".replace("a b", "[x]{y}"), "docs/a b.txt"));
      assertThat(dotted.anyMatch(p -> p.toString().equals("./docs/deep/er")), is(true));
      assertThat(top.anyMatch(p -> p.equals(image.getPath("hello.txt"))), is(true));
    }
  }
}
