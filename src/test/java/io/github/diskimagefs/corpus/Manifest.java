package io.github.diskimagefs.corpus;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A tree as text: {@code type size hash mode mtime path} of every entry. */
final class Manifest {
  private final Map<String, ManifestLine> lines;
  private final Set<String> optional;

  private Manifest(Map<String, ManifestLine> lines, Set<String> optional) {
    this.lines = lines;
    this.optional = optional;
  }

  static Manifest of(List<ManifestLine> lines) {
    Map<String, ManifestLine> byPath = new TreeMap<>();
    lines.forEach(line -> byPath.put(line.path(), line));
    return new Manifest(byPath, Set.of());
  }

  /** Reads a manifest, which may be packed with gzip, and corrects what is known to be wrong. */
  static Manifest read(Path file, Set<String> optional) throws IOException {
    Corrections corrections = Corrections.of(file);
    List<ManifestLine> lines =
        TextFile.read(file)
            .lines()
            .map(ManifestLine::parse)
            .map(line -> line.at(corrections.path(line.path())))
            .collect(toList());
    lines.addAll(corrections.lines());
    return new Manifest(of(lines).lines, optional);
  }

  List<ManifestLine> lines() {
    return List.copyOf(lines.values());
  }

  /** The part that {@code wanted} holds for. */
  Manifest filter(Predicate<ManifestLine> wanted) {
    List<ManifestLine> part = lines.values().stream().filter(wanted).collect(toList());
    return new Manifest(of(part).lines, optional);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  Set<String> paths() {
    return lines.keySet();
  }

  boolean has(String path) {
    return lines.containsKey(path);
  }

  ManifestLine line(String path) {
    return lines.get(path);
  }

  /**
   * How {@code actual} differs from this one.
   *
   * @param mayFail whether a file that cannot be read is no difference
   */
  List<String> differences(Manifest actual, boolean mayFail) {
    List<String> differences = new ArrayList<>();
    for (ManifestLine expected : lines.values()) {
      ManifestLine found = actual.lines.get(expected.path());
      if (found == null) {
        if (!isOptional(expected.path())) {
          differences.add("missing: " + expected);
        }
      } else if (!expected.admits(found) && !(mayFail && found.failed())) {
        differences.add("expected: " + expected + "\n   found: " + found);
      }
    }
    for (ManifestLine found : actual.lines.values()) {
      if (!lines.containsKey(found.path()) && !isOptional(found.path())) {
        differences.add("too many: " + found);
      }
    }
    return differences;
  }

  private boolean isOptional(String path) {
    return optional.stream().anyMatch(p -> path.equals(p) || path.startsWith(p + "/"));
  }
}
