package io.github.diskimagefs.cli;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options for the order of entries in a list. */
final class ListOrder {
  @Option(names = "-t", description = "By time, the newest first.")
  private boolean byTime;

  @Option(names = "-S", description = "By size, the largest first.")
  private boolean bySize;

  @Option(
      names = {"-r", "--reverse"},
      description = "In reverse order.")
  private boolean reversed;

  /** Sets the option of a letter; returns false if there is none. */
  boolean flag(char letter) {
    switch (letter) {
      case 't' -> byTime = true;
      case 'S' -> bySize = true;
      case 'r' -> reversed = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Returns whether entries stay as they are, by name. */
  boolean byName() {
    return !readsAttributes() && !reversed;
  }

  /** Returns whether the order depends on the attributes of the entries. */
  boolean readsAttributes() {
    return byTime || bySize;
  }

  /**
   * Sorts entries.
   *
   * @param entries by name
   * @param attributes returns those of an entry, if {@link #readsAttributes}
   */
  <T> void sort(List<T> entries, Function<T, BasicFileAttributes> attributes) {
    if (byTime) {
      entries.sort(
          Comparator.comparing((T entry) -> attributes.apply(entry).lastModifiedTime()).reversed());
    } else if (bySize) {
      entries.sort(
          Comparator.comparingLong((T entry) -> attributes.apply(entry).size()).reversed());
    }
    if (reversed) {
      Collections.reverse(entries);
    }
  }
}
