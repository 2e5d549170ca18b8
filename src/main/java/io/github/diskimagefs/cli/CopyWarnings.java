package io.github.diskimagefs.cli;

import java.util.ArrayList;
import java.util.List;

/** Warnings about one copy, kept until those about the copies before it are printed. */
final class CopyWarnings {
  private List<String> lines = List.of();
  private String lostAttributes = "";

  /** Adds a warning. */
  void add(String line) {
    if (lines.isEmpty()) {
      lines = new ArrayList<>();
    }
    lines.add(line);
  }

  /**
   * Adds the warning that extended attributes are lost. Only the first of an extraction is printed,
   * because a host that cannot store one cannot store any.
   */
  void addLostAttributes(String line) {
    if (lostAttributes.isEmpty()) {
      lostAttributes = line;
    }
  }

  /** Returns the warning about extended attributes; empty if there is none. */
  String lostAttributes() {
    return lostAttributes;
  }

  /** Returns the other warnings. */
  List<String> lines() {
    return lines;
  }
}
