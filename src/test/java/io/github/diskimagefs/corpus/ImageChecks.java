package io.github.diskimagefs.corpus;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.UnsupportedImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The checks of an image against the files beside it. */
final class ImageChecks {
  private static final int SHOWN = 20;

  private ImageChecks() {}

  static void shows(CorpusImage image, Way way, Map<String, Object> env, Manifest expected)
      throws IOException {
    Manifest tree = expected.filter(line -> !line.type().equals("t"));
    Manifest tracks = expected.filter(line -> line.type().equals("t"));
    List<String> form2 = image.form2().stream().map(columns -> columns[0]).collect(toList());
    if (!tree.isEmpty() || tracks.isEmpty()) {
      try (FileSystem shown = open(way, image, env)) {
        // The size of these in their directory is not that of their payload; see hasForm2.
        Manifest actual = TreeReader.manifest(shown, tree).filter(l -> !form2.contains(l.path()));
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
        agree(tracks.differences(Manifest.of(found), false));
      }
    }
  }

  static void fails(CorpusImage image, Way way, Expectation expectation) throws IOException {
    try (FileSystem shown = way.open(image, image.environment())) {
      Manifest actual = TreeReader.manifest(shown);
      Manifest failed = actual.filter(ManifestLine::failed);
      if (failed.isEmpty() && !tracksFail(image, way, expectation)) {
        assertThat(
            "it opened and could be read: " + actual.paths(), expectation.opensOrFails(), is(true));
      }
    } catch (IOException | UncheckedIOException e) {
      assertThat(e + " has a message", e.getMessage() != null, is(true));
      named(image, expectation, e.getMessage());
    } catch (ProviderNotFoundException e) {
      assumeTrue(way == Way.DETECTED, "no image, so no provider");
    }
  }

  static void partly(CorpusImage image, Way way, Expectation expectation) throws IOException {
    Map<String, Object> env = image.firstVolume();
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
      Manifest listed = like.get();
      Manifest compared =
          expectation.atLeast() ? actual.filter(line -> listed.has(line.path())) : actual;
      differences.addAll(listed.differences(compared, true));
    }
    agree(differences);
  }

  static void hasAttributes(CorpusImage image) throws IOException {
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

  static void hasForm2(CorpusImage image) throws IOException {
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

  static void asksForPassword(CorpusImage image) throws IOException {
    open(Way.DIRECTLY, image, image.environment()).close();
    Map<String, ?> wrong = Map.of("password", image.password().orElseThrow() + "x");
    assertThrows(AccessDeniedException.class, () -> Way.DIRECTLY.open(image, Map.of()));
    assertThrows(AccessDeniedException.class, () -> Way.DIRECTLY.open(image, wrong));
  }

  /**
   * Opens an image that must open; skips the test if the image needs a feature that is not
   * supported yet.
   */
  private static FileSystem open(Way way, CorpusImage image, Map<String, ?> env)
      throws IOException {
    try {
      return way.open(image, env);
    } catch (UnsupportedImageException | UnknownFormatException | ProviderNotFoundException e) {
      if (image.offset() && NotSupported.lists("a file system at an offset")) {
        throw new TestAbortedException("a file system at an offset", e);
      }
      if (e instanceof UnsupportedImageException unsupported) {
        throw NotSupported.orThrow(unsupported);
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

  /** Returns whether reading an audio track throws with a message that names the error. */
  private static boolean tracksFail(CorpusImage image, Way way, Expectation expectation)
      throws IOException {
    Map<String, Object> all = new TreeMap<>(image.environment());
    all.put("volume", "all");
    try (FileSystem shown = way.open(image, all)) {
      Manifest failed = TreeReader.manifest(shown).filter(ManifestLine::failed);
      for (ManifestLine line : failed.lines()) {
        named(image, expectation, line.hash());
      }
      return !failed.isEmpty();
    }
  }

  /** Checks that a message has one of the words expected; the image's own path does not count. */
  private static void named(CorpusImage image, Expectation expectation, String message)
      throws IOException {
    String text = message.replace(image.path().toString(), "").replace(image.name(), "");
    List<String> names = expectation.names();
    assertThat(
        text + " names one of " + names,
        names.isEmpty() || names.stream().anyMatch(text::contains),
        is(true));
  }

  /** Checks an image that may open, and then is as the manifest says, or fail. */
  static void showsOrFails(CorpusImage image, Way way, Expectation expectation) throws IOException {
    FileSystem shown;
    try {
      shown = way.open(image, image.environment());
    } catch (IOException e) {
      named(image, expectation, e.getMessage());
      return;
    }
    shown.close();
    Optional<Manifest> manifest = image.manifest();
    if (manifest.isPresent()) {
      shows(image, way, image.environment(), manifest.get());
    }
  }

  static void shows(CorpusImage image, Variant variant, Manifest expected) throws IOException {
    Map<String, Object> env = variant.environment(image);
    if (variant.inner()) {
      try (FileSystem outer = open(Way.DIRECTLY, image, env)) {
        agree(expected.differences(variant.innerManifest(outer), false));
      } catch (UnsupportedImageException e) {
        throw NotSupported.orThrow(e);
      }
    } else if (variant.allVolumes()) {
      showsInVolumes(image, env, expected);
    } else {
      shows(image, Way.DIRECTLY, env, expected);
    }
  }

  /** Returns a path without the folder of its volume; boot images are in none. */
  private static String inSomeVolume(String path) {
    return path.startsWith("/[BOOT]") ? path : path.replaceFirst("^/[^/]+", "");
  }

  /** Checks that each line is found below the folder of some volume, a track in the root. */
  private static void showsInVolumes(CorpusImage image, Map<String, Object> env, Manifest expected)
      throws IOException {
    try (FileSystem shown = open(Way.DIRECTLY, image, env)) {
      Manifest actual = TreeReader.manifest(shown);
      List<String> differences = new ArrayList<>();
      for (ManifestLine line : expected.lines()) {
        boolean found =
            line.type().equals("t")
                ? actual.has(line.path())
                    && line.admits(TreeReader.track(shown.getPath(line.path())))
                : actual.lines().stream()
                    .filter(other -> inSomeVolume(other.path()).equals(line.path()))
                    .anyMatch(line::admits);
        if (!found) {
          differences.add("missing: " + line);
        }
      }
      agree(differences);
    }
  }

  /** Checks the whole disk of an image, and of its snapshots. */
  static void hasRaw(CorpusImage image, String variant, String[] expected) throws IOException {
    Map<String, Object> env =
        variant.isEmpty()
            ? new TreeMap<>(image.environment())
            : new Variant(variant).environment(image);
    try (FileSystem shown = openRaw(image, env)) {
      Path disk = whole(shown, Long.parseLong(expected[0]));
      try (InputStream in = Files.newInputStream(disk)) {
        String found = Files.size(disk) + " " + TreeReader.sha256(in, Files.size(disk));
        assertThat(found, is(expected[0] + " " + expected[1]));
      }
    }
  }

  /** Returns the file that holds all: the disk, the sectors of the only track, or its user data. */
  private static Path whole(FileSystem raw, long size) throws IOException {
    for (String name : List.of("/disk.img", "/track01.bin")) {
      Path file = raw.getPath(name);
      if (Files.exists(file) && (name.endsWith(".img") || Files.size(file) == size)) {
        return file;
      }
    }
    return raw.getPath("/track01.iso");
  }

  /** Checks each track's sectors as recorded. */
  static void hasTracks(CorpusImage image) throws IOException {
    try (FileSystem shown = openRaw(image, new TreeMap<>(image.environment()))) {
      for (String[] track : image.tracks()) {
        String name = String.format(Locale.ROOT, "/track%02d.", Integer.parseInt(track[0]));
        Path bin = shown.getPath(name + "bin");
        // Sectors of 2048 bytes are nothing but user data.
        Path file = Files.exists(bin) ? bin : shown.getPath(name + "iso");
        try (InputStream in = Files.newInputStream(file)) {
          String found = Files.size(file) + " " + TreeReader.sha256(in, Files.size(file));
          assertThat(track[0], found, is(track[3] + " " + track[4]));
        }
      }
    }
  }

  private static FileSystem openRaw(CorpusImage image, Map<String, Object> env) throws IOException {
    env.put("view", "raw");
    return open(Way.DIRECTLY, image, env);
  }

  /** Checks owners, link counts and device numbers. */
  static void hasUnixAttributes(CorpusImage image) throws IOException {
    List<String> differences = new ArrayList<>();
    try (FileSystem shown = open(Way.DIRECTLY, image, image.environment())) {
      for (String[] expected : image.unix()) {
        Map<String, Object> unix =
            Files.readAttributes(
                shown.getPath(expected[0]), "unix:uid,gid,nlink,rdev", LinkOption.NOFOLLOW_LINKS);
        long device = ((Number) unix.get("rdev")).longValue();
        String[] found = {
          expected[0],
          Integer.toUnsignedString((Integer) unix.get("uid")),
          Integer.toUnsignedString((Integer) unix.get("gid")),
          unix.get("nlink").toString(),
          major(device) + ":" + minor(device)
        };
        for (int i = 1; i < found.length; i++) {
          if (!expected[i].equals("-") && !expected[i].equals(found[i])) {
            differences.add(
                "expected: " + String.join("  ", expected) + "\n   found: " + List.of(found));
          }
        }
      }
    }
    agree(differences);
  }

  private static long major(long device) {
    return (device >>> 8 & 0xFFF) | (device >>> 32 & ~0xFFFL);
  }

  private static long minor(long device) {
    return (device & 0xFF) | (device >>> 12 & ~0xFFL);
  }

  /** Checks parts of files that are too large to hash. */
  static void hasParts(CorpusImage image) throws IOException {
    try (FileSystem shown = open(Way.DIRECTLY, image, image.environment())) {
      for (String[] part : image.probes()) {
        try (FileChannel channel = FileChannel.open(shown.getPath(part[0]))) {
          ByteBuffer bytes = ByteBuffer.allocate(Integer.parseInt(part[2]));
          long position = Long.parseLong(part[1]);
          while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
            // reads on
          }
          InputStream read = new ByteArrayInputStream(bytes.array());
          assertThat(part[0], TreeReader.sha256(read, bytes.position()), is(part[3]));
        }
      }
    }
  }
}
