package io.github.diskimagefs.corpus;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder of folders of images: {@code iso}, {@code cdbin}, {@code nrg}, {@code dmg}, … */
final class Corpus {
  private final Path folder;

  private Corpus(Path folder) {
    this.folder = folder;
  }

  /** Returns the corpus that the build names, if it is there. */
  static Optional<Corpus> find() {
    return Optional.ofNullable(System.getProperty("diskimagefs.corpus"))
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(Files::isDirectory)
        .map(Corpus::new);
  }

  /** Returns the inputs from public reports, in a folder beside the corpus, if they are there. */
  static Optional<Corpus> findCases() {
    return find()
        .map(corpus -> corpus.folder.toAbsolutePath().resolveSibling("cases"))
        .filter(Files::isDirectory)
        .map(Corpus::new);
  }

  /** The folders, by name. */
  List<Path> folders() throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).sorted().collect(toList());
    }
  }

  /** Returns the folder of a folder. */
  Path folder(String name) {
    return folder.resolve(name);
  }

  /** Returns the images of a folder beside which something is said about them, by name. */
  static List<CorpusImage> images(Path of, Path unpacked) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> children = Files.list(of)) {
      children.forEach(child -> names.add(child.getFileName().toString()));
    }
    return names.stream()
        .filter(name -> !name.endsWith(".tsv") && !name.endsWith(".txt") && !tablePacked(name))
        .filter(name -> described(names, CorpusImage.plainName(name)) || described(names, name))
        .map(name -> new CorpusImage(of, name, unpacked))
        .collect(toList());
  }

  private static boolean tablePacked(String name) {
    return name.endsWith(".tsv.gz");
  }

  private static boolean described(NavigableSet<String> names, String image) {
    String manifest = ".manifest.tsv";
    return names.tailSet(image + ".").stream()
        .takeWhile(name -> name.startsWith(image + "."))
        .map(name -> name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name)
        .filter(name -> name.endsWith(manifest) || name.endsWith(".expect.txt"))
        .map(name -> name.substring(image.length()))
        .anyMatch(
            rest ->
                rest.equals(".expect.txt")
                    || rest.equals(manifest)
                    || rest.matches(Variant.PATTERN + "\\.manifest\\.tsv"));
  }
}
