package io.github.diskimagefs.cli;

/**
 * A line of a list of checksums, as GNU coreutils writes it: a backslash at its start if characters
 * of the name are escaped.
 */
final class ChecksumLine {
  private ChecksumLine() {}

  /** Returns digits, two spaces and the name. */
  static String plain(String name, String digits) {
    String escaped = escaped(name);
    return mark(name, escaped) + digits + "  " + escaped;
  }

  /** Returns the form of BSD, which names the algorithm. */
  static String tagged(String algorithm, String name, String digits) {
    String escaped = escaped(name);
    return mark(name, escaped) + algorithm + " (" + escaped + ") = " + digits;
  }

  private static String mark(String name, String escaped) {
    return name.equals(escaped) ? "" : "\\";
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
