package io.github.diskimagefs.corpus;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.UnsupportedImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Every image of the corpus, read whole and compared with each manifest beside it; bad images
 * behave as is said beside them.
 */
class CorpusTest {
  /** File systems that are recognised and not implemented: their images are left out. */
  private static final List<String> NOT_YET = List.of("APFS", "FAT", "exFAT", "NTFS", "ext");

  /** Far above what any image needs: an end to what would never end. */
  private static final Duration FOR_EVER = Duration.ofMinutes(2);

  private static final int SHOWN = 20;

  @TempDir static Path unpacked;

  @TestFactory
  Stream<DynamicNode> corpus() throws IOException {
    Optional<Corpus> corpus = Corpus.find(unpacked);
    assumeTrue(corpus.isPresent(), "no corpus: the property diskimagefs.corpus names no folder");
    List<DynamicNode> folders = new ArrayList<>();
    for (Path folder : corpus.get().folders()) {
      List<DynamicNode> images = new ArrayList<>();
      for (CorpusImage image : corpus.get().images(folder)) {
        images.add(dynamicContainer(image.name(), tests(image)));
      }
      folders.add(dynamicContainer(folder.getFileName().toString(), images));
    }
    return folders.stream();
  }

  private static List<DynamicTest> tests(CorpusImage image) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Map<String, Object> env = image.environment();
    Optional<Expectation> expectation = image.expectation().map(Expectation::new);
    for (Way way : Way.of(image.scheme())) {
      if (expectation.isPresent() && expectation.get().isError()) {
        tests.add(test(image, "fails " + way.says, () -> fails(image, way)));
      } else if (expectation.isPresent()) {
        tests.add(
            test(image, "reads partly " + way.says, () -> partly(image, way, expectation.get())));
      } else if (image.manifest().isPresent()) {
        tests.add(
            test(
                image,
                "manifest " + way.says,
                () -> shows(image, way, env, image.manifest().get())));
      }
    }
    image
        .variants()
        .forEach(
            (variant, manifest) ->
                tests.add(
                    test(
                        image,
                        "manifest " + variant,
                        () -> shows(image, Way.DIRECTLY, with(env, variant), manifest))));
    if (!image.attributes().isEmpty()) {
      tests.add(test(image, "attributes", () -> hasAttributes(image)));
    }
    if (!image.form2().isEmpty()) {
      tests.add(test(image, "form 2", () -> hasForm2(image)));
    }
    if (image.password().isPresent()) {
      tests.add(test(image, "password", () -> asksForPassword(image)));
    }
    return tests;
  }

  private static DynamicTest test(CorpusImage image, String what, Executable body) {
    return dynamicTest(image.name() + ": " + what, () -> assertTimeoutPreemptively(FOR_EVER, body));
  }

  private static Map<String, Object> with(Map<String, Object> env, String variant) {
    Map<String, Object> more = new TreeMap<>(env);
    if (variant.matches("vol\\d+")) {
      more.put("volume", variant.substring(3));
    } else if (variant.startsWith("snap-")) {
      more.put("snapshot", variant.substring(5));
    } else {
      more.put("view", variant);
    }
    return more;
  }

  private static void shows(CorpusImage image, Way way, Map<String, Object> env, Manifest expected)
      throws IOException {
    Manifest tree = expected.filter(line -> !line.type().equals("t"));
    Manifest tracks = expected.filter(line -> line.type().equals("t"));
    List<String> form2 = image.form2().stream().map(columns -> columns[0]).collect(toList());
    if (!tree.isEmpty() || tracks.isEmpty()) {
      try (FileSystem shown = open(way, image, env)) {
        // The size of these in their directory is not that of their payload; see hasForm2.
        Manifest actual = TreeReader.manifest(shown).filter(l -> !form2.contains(l.path()));
        agree(tree.filter(l -> !form2.contains(l.path())).differences(actual, false));
      }
    }
    if (!tracks.isEmpty()) {
      Map<String, Object> all = new TreeMap<>(env);
      if (!tree.isEmpty()) {
        all.put("volume", "all");
      }
      try (FileSystem shown = open(way, image, all)) {
        List<ManifestLine> found = new ArrayList<>();
        try (Stream<Path> root = Files.list(shown.getPath("/"))) {
          for (Path wave : root.filter(p -> p.toString().endsWith(".wav")).collect(toList())) {
            found.add(TreeReader.track(wave));
          }
        }
        // What a disc hides before its first track is no track of its table of contents.
        Manifest listed = Manifest.of(found).filter(l -> !l.path().equals("/Track 00.wav"));
        agree(tracks.differences(listed, false));
      }
    }
  }

  private static void fails(CorpusImage image, Way way) throws IOException {
    try (FileSystem shown = way.open(image, image.environment())) {
      Manifest actual = TreeReader.manifest(shown);
      if (actual.filter(ManifestLine::failed).isEmpty()) {
        fail("it opened and could be read: " + actual.paths());
      }
    } catch (IOException | UncheckedIOException e) {
      assertThat(e + " has a message", e.getMessage() != null, is(true));
    } catch (ProviderNotFoundException e) {
      assumeTrue(way == Way.DETECTED, "no image, so no provider");
    }
  }

  private static void partly(CorpusImage image, Way way, Expectation expectation)
      throws IOException {
    Map<String, Object> env = new TreeMap<>(image.environment());
    if (expectation.underVerification()) {
      env.put("verify", "true");
    }
    boolean mustOpen = expectation.listed() || !expectation.readable().isEmpty();
    Optional<Manifest> like = image.manifest();
    if (like.isEmpty() && expectation.like().isPresent()) {
      like = image.manifestOf(expectation.like().get());
    }
    Manifest actual;
    try (FileSystem shown = mustOpen ? open(way, image, env) : maybe(way, image, env)) {
      actual = TreeReader.manifest(shown);
    } catch (IOException e) {
      assertThat("must open, but " + e, mustOpen, is(false));
      return;
    }
    List<String> differences = new ArrayList<>();
    for (String path : expectation.readable()) {
      if (!actual.has(path) || actual.line(path).failed()) {
        differences.add("must be readable: " + path + "\n   found: " + actual.line(path));
      }
    }
    for (String path : expectation.failing()) {
      if (actual.has(path) && !actual.line(path).failed()) {
        differences.add("must fail: " + actual.line(path));
      }
    }
    expectation
        .hash()
        .map(hash -> actual.line(hash[0]))
        .filter(line -> !line.failed() && !line.hash().equals(expectation.hash().get()[1]))
        .ifPresent(line -> differences.add("hash differs: " + line));
    if (like.isPresent()) {
      differences.addAll(like.get().differences(actual, true));
    }
    agree(differences);
  }

  private static void hasAttributes(CorpusImage image) throws IOException {
    List<String> differences = new ArrayList<>();
    try (FileSystem shown = open(Way.DIRECTLY, image, image.environment())) {
      for (String[] expected : image.attributes()) {
        UserDefinedFileAttributeView view =
            Files.getFileAttributeView(
                shown.getPath(expected[0]),
                UserDefinedFileAttributeView.class,
                LinkOption.NOFOLLOW_LINKS);
        String found;
        try {
          ByteBuffer value = ByteBuffer.allocate(view.size(expected[1]));
          view.read(expected[1], value);
          InputStream bytes = new ByteArrayInputStream(value.array(), 0, value.position());
          found = value.position() + "\t" + TreeReader.sha256(bytes, value.position());
          if (!view.list().contains(expected[1])) {
            found = "not listed among " + view.list();
          }
        } catch (IOException e) {
          found = e.toString();
        }
        if (!found.equals(expected[2] + "\t" + expected[3])) {
          differences.add("expected: " + String.join("  ", expected) + "\n   found: " + found);
        }
      }
    }
    agree(differences);
  }

  private static void hasForm2(CorpusImage image) throws IOException {
    try (FileSystem shown = open(Way.DIRECTLY, image, image.environment())) {
      for (String[] expected : image.form2()) {
        Path file = shown.getPath(expected[0]);
        try (InputStream in = Files.newInputStream(file)) {
          assertThat(expected[0], TreeReader.sha256(in, Files.size(file)), is(expected[3]));
        }
        try (FileChannel riff = (FileChannel) Files.getAttribute(file, "image:riff");
            InputStream sectors = Channels.newInputStream(riff.position(44))) {
          long size = riff.size() - 44;
          assertThat(expected[0] + " raw", TreeReader.sha256(sectors, size), is(expected[4]));
        }
      }
    }
  }

  private static void asksForPassword(CorpusImage image) throws IOException {
    open(Way.DIRECTLY, image, image.environment()).close();
    Map<String, ?> wrong = Map.of("password", image.password().orElseThrow() + "x");
    assertThrows(AccessDeniedException.class, () -> Way.DIRECTLY.open(image, Map.of()));
    assertThrows(AccessDeniedException.class, () -> Way.DIRECTLY.open(image, wrong));
  }

  /**
   * Opens what must open; leaves the test if the volume's format is one of those to come, or the
   * folder is that of a scheme that is.
   */
  private static FileSystem open(Way way, CorpusImage image, Map<String, ?> env)
      throws IOException {
    try {
      return way.open(image, env);
    } catch (UnsupportedImageException e) {
      if (!Way.installed(image.scheme()) || NOT_YET.stream().anyMatch(e.feature()::startsWith)) {
        throw new TestAbortedException(e.getMessage(), e);
      }
      throw e;
    } catch (ProviderNotFoundException e) {
      if (!Way.installed(image.scheme())) {
        throw new TestAbortedException("no provider of " + image.scheme() + ": yet", e);
      }
      throw e;
    }
  }

  /** Opens what may open. */
  private static FileSystem maybe(Way way, CorpusImage image, Map<String, ?> env)
      throws IOException {
    try {
      return way.open(image, env);
    } catch (ProviderNotFoundException e) {
      throw new IOException(e);
    }
  }

  private static void agree(List<String> differences) {
    if (!differences.isEmpty()) {
      fail(
          differences.size()
              + " differences:\n"
              + differences.stream().limit(SHOWN).collect(joining("\n")));
    }
  }

  /** The ways to open an image. */
  private enum Way {
    BY_URI("by URI") {
      @Override
      FileSystem open(CorpusImage image, Map<String, ?> env) throws IOException {
        URI uri = URI.create(image.scheme() + ":" + image.path().toUri());
        return FileSystems.newFileSystem(uri, env);
      }
    },
    DETECTED("by detection") {
      @Override
      FileSystem open(CorpusImage image, Map<String, ?> env) throws IOException {
        return FileSystems.newFileSystem(image.path(), env);
      }
    },
    DIRECTLY("directly") {
      @Override
      FileSystem open(CorpusImage image, Map<String, ?> env) throws IOException {
        return DiskImages.open(image.path(), env);
      }
    };

    final String says;

    Way(String says) {
      this.says = says;
    }

    abstract FileSystem open(CorpusImage image, Map<String, ?> env) throws IOException;

    /** All of them, or those that need no scheme where it has no provider. */
    static List<Way> of(String scheme) {
      return installed(scheme) ? List.of(values()) : List.of(DETECTED, DIRECTLY);
    }

    static boolean installed(String scheme) {
      return FileSystemProvider.installedProviders().stream()
          .anyMatch(provider -> provider.getScheme().equals(scheme));
    }
  }
}
