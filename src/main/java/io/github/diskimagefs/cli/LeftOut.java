package io.github.diskimagefs.cli;

import java.util.EnumMap;
import java.util.Map;

/** Counts what an extraction did not copy as it is, and reports each kind in one line. */
final class LeftOut {
  /** A kind of difference between the image and the copy. */
  enum Kind {
    EXISTING(false, "files that exist already and were kept", "--overwrite=always replaces them"),
    OUTSIDE_LINK(
        true,
        "links left out because they could lead out of the folder",
        "--links=keep makes them"),
    SPECIAL(true, "devices, pipes and sockets left out", ""),
    RENAMED(
        false,
        "names changed because this host does not allow them",
        System.getProperty("sun.jnu.encoding", "").matches("(?i)utf-?8")
            ? ""
            : "with LC_ALL=C.UTF-8 it allows more");

    private final boolean failure;
    private final String text;
    private final String hint;

    Kind(boolean failure, String text, String hint) {
      this.failure = failure;
      this.text = text;
      this.hint = hint;
    }
  }

  private final Console console;
  private final boolean verbose;
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Map<Kind, String> first = new EnumMap<>(Kind.class);

  /**
   * Creates a count of nothing.
   *
   * @param verbose whether each entry is printed
   */
  LeftOut(Console console, boolean verbose) {
    this.console = console;
    this.verbose = verbose;
  }

  /** Counts an entry. */
  void add(Kind kind, String entry) {
    counts.merge(kind, 1L, Long::sum);
    first.putIfAbsent(kind, entry);
    if (verbose) {
      console.warn(kind.text + ": " + entry);
    }
  }

  /** Prints a line for each kind that occurred. Entries left out make the command fail. */
  void report() {
    counts.forEach(
        (kind, count) -> {
          String hint = kind.hint.isEmpty() ? "" : " (" + kind.hint + ")";
          String line = kind.text + ": " + count + ", the first " + first.get(kind) + hint;
          if (kind.failure) {
            console.fail(line);
          } else {
            console.warn(line);
          }
        });
  }
}
