package io.github.diskimagefs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Lines of manifests that are wrong, each with the evidence: {@code corrections.tsv}. */
final class Corrections {
  private Corrections() {}

  /** What a manifest should say instead. */
  static List<ManifestLine> of(Path folder, Path manifest) throws IOException {
    String start = folder.getFileName() + "/" + manifest.getFileName() + "\t";
    try (InputStream in = Corrections.class.getResourceAsStream("corrections.tsv")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(start))
          .map(line -> ManifestLine.parse(line.substring(start.length())))
          .collect(toList());
    }
  }
}
