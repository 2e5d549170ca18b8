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
  private final Path unpacked;

  private Corpus(Path folder, Path unpacked) {
    this.folder = folder;
    this.unpacked = unpacked;
  }

  /** The corpus that the build names, if it is there; packed images go to {@code unpacked}. */
  static Optional<Corpus> find(Path unpacked) {
    return Optional.ofNullable(System.getProperty("diskimagefs.corpus"))
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(Files::isDirectory)
        .map(folder -> new Corpus(folder, unpacked));
  }

  /** The folders, by name. */
  List<Path> folders() throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).sorted().collect(toList());
    }
  }

  /** The images of a folder that something is said about, by name. */
  List<CorpusImage> images(Path of) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> children = Files.list(of)) {
      children.forEach(child -> names.add(child.getFileName().toString()));
    }
    return names.stream()
        .filter(name -> !name.endsWith(".tsv") && !name.endsWith(".txt"))
        .filter(name -> said(names, CorpusImage.plainName(name)))
        .map(name -> new CorpusImage(of, name, unpacked))
        .collect(toList());
  }

  private static boolean said(NavigableSet<String> names, String image) {
    return names.tailSet(image + ".").stream()
        .takeWhile(name -> name.startsWith(image + "."))
        .anyMatch(name -> name.endsWith(".manifest.tsv") || name.equals(image + ".expect.txt"));
  }
}
