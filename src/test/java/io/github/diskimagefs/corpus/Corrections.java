package io.github.diskimagefs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Corrections of one of the corpus's tables, with the evidence: {@code corrections.tsv}.
 *
 * @param lines manifest lines that replace the lines of the same path
 * @param moved names of folders in the table, and their correct names
 */
record Corrections(List<ManifestLine> lines, Map<String, String> moved) {
  private static final String MOVED = "moved\t";

  static Corrections of(Path table) throws IOException {
    String start = table.getParent().getFileName() + "/" + table.getFileName() + "\t";
    Corrections corrections = new Corrections(new ArrayList<>(), new TreeMap<>());
    try (InputStream in = Corrections.class.getResourceAsStream("corrections.tsv")) {
      new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()))
          .forEach(corrections::add);
    }
    return corrections;
  }

  private void add(String line) {
    if (line.startsWith(MOVED)) {
      String[] paths = line.substring(MOVED.length()).split("\t", 2);
      moved.put(paths[0], paths[1]);
    } else {
      lines.add(ManifestLine.parse(line));
    }
  }

  /** The path that a path of the table should be. */
  String path(String path) {
    for (Map.Entry<String, String> folder : moved.entrySet()) {
      if (path.equals(folder.getKey()) || path.startsWith(folder.getKey() + "/")) {
        return folder.getValue() + path.substring(folder.getKey().length());
      }
    }
    return path;
  }
}
