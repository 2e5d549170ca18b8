package io.github.diskimagefs.corpus;

import static java.util.stream.Collectors.toList;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A way to open an image other than by default, from the name of a side file: {@code udf} (a view),
 * {@code vol2}, {@code volall}, {@code session1}, {@code snap-NAME}, {@code unlocked}, or {@code
 * inner-PATH} (an image inside the image), with further ones after a dot.
 */
record Variant(String name) {
  /** What stands between the name of an image and the ending of a side file. */
  static final String PATTERN =
      "(\\.(rockridge|joliet|iso9660|iso1999|udf|hfs|hfsplus|apfs|vol(\\d+|all)|session\\d+"
          + "|unlocked|snap-.+|inner-.+))+";

  private static final String INNER = "inner-";

  static boolean known(String variant) {
    return ("." + variant).matches(PATTERN);
  }

  /** Returns whether it is about an image inside the image. */
  boolean inner() {
    return name.startsWith(INNER);
  }

  /** Returns whether each line of the manifest is found in the folder of some volume. */
  boolean allVolumes() {
    return name.equals("volall");
  }

  /** Returns the environment of the image itself. */
  Map<String, Object> environment(CorpusImage image) throws IOException {
    Map<String, Object> env = new TreeMap<>(image.environment());
    if (name.equals("unlocked")) {
      env.put("password", image.secret().orElseThrow());
    } else if (!inner()) {
      add(env, name);
    }
    return env;
  }

  private static void add(Map<String, Object> env, String option) {
    if (option.matches("vol(\\d+|all)")) {
      env.put("volume", option.substring(3));
    } else if (option.matches("session\\d+")) {
      env.put("session", option.substring(7));
    } else if (option.startsWith("snap-")) {
      env.put("snapshot", option.substring(5).replace('_', ' '));
    } else {
      env.put("view", option);
    }
  }

  /** Reads the tree of the image inside that this variant names. */
  Manifest innerManifest(FileSystem outer) throws IOException {
    return innerManifest(outer, name.substring(INNER.length()));
  }

  /** The path's separators are written as underscores; what follows a dot may go on. */
  private static Manifest innerManifest(FileSystem outer, String rest) throws IOException {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(outer.getPath("/"))) {
      paths = tree.filter(Files::isRegularFile).collect(toList());
    }
    Path image =
        paths.stream()
            .filter(path -> begins(rest, encoded(path)))
            .max(Comparator.comparingInt(path -> encoded(path).length()))
            .orElseThrow(() -> new AssertionError("no image for " + rest + " in " + paths));
    String next = rest.substring(encoded(image).length()).replaceFirst("^\\.", "");
    Map<String, Object> env = new TreeMap<>();
    if (!next.isEmpty() && !next.startsWith(INNER)) {
      add(env, next);
    }
    try (FileSystem inner = DiskImages.open(image, env)) {
      return next.startsWith(INNER)
          ? innerManifest(inner, next.substring(INNER.length()))
          : TreeReader.manifest(inner);
    }
  }

  private static boolean begins(String rest, String path) {
    return rest.equals(path) || rest.startsWith(path + ".vol") || rest.startsWith(path + ".inner-");
  }

  private static String encoded(Path path) {
    return path.toString().substring(1).replace('/', '_');
  }
}
