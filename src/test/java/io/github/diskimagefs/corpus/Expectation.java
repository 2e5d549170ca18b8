package io.github.diskimagefs.corpus;

import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The expected result for a bad image: {@code error…} or {@code partial: …}, the rest in prose. */
record Expectation(String text) {
  private static final String PATH = "(\"/[^\"]+\"|/[^\\s;,]+)";
  private static final Pattern READABLE =
      Pattern.compile(PATH + "(?: and " + PATH + ")? must be readable");
  private static final Pattern FAILING = Pattern.compile("reading " + PATH + "[^;]* must fail");
  private static final Pattern LIKE = Pattern.compile("(?:same tree|reads) as (\\S+?)[;,.]? ");
  private static final Pattern HASH =
      Pattern.compile(PATH + " must give [^;]*\\(sha256 (\\p{XDigit}{64})\\) or fail");

  /** Whether opening or reading must fail. */
  boolean isError() {
    return text.startsWith("error");
  }

  /** Returns whether the image may open, and is as the manifest says then, or fail. */
  boolean opensOrFails() {
    return text.startsWith("opens, or an error") || text.lines().anyMatch("or: opens"::equals);
  }

  /** Returns the words of which a message has to have one; empty if any message will do. */
  List<String> names() {
    return text.lines()
        .filter(line -> line.startsWith("names: "))
        .flatMap(line -> Stream.of(line.substring("names: ".length()).split("\\|")))
        .collect(toList());
  }

  /** Whether it is said of a reader that verifies. */
  boolean underVerification() {
    return text.contains("with verification on");
  }

  /** Whether the tree must be listed. */
  boolean listed() {
    return text.contains("tree must be listed");
  }

  /** Returns whether there may be entries that the manifest does not list. */
  boolean atLeast() {
    return text.contains("at least the entries of the manifest");
  }

  /** Paths that must be readable. */
  List<String> readable() {
    return paths(READABLE);
  }

  /** Files that exist and cannot be read. */
  List<String> failing() {
    return paths(FAILING);
  }

  /** The image whose tree this one shows, as far as it can be read. */
  Optional<String> like() {
    Matcher matcher = LIKE.matcher(text + " ");
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** A file and the hash of its content, if it can be read. */
  Optional<String[]> hash() {
    Matcher matcher = HASH.matcher(text);
    return matcher.find()
        ? Optional.of(new String[] {unquoted(matcher.group(1)), matcher.group(2)})
        : Optional.empty();
  }

  private List<String> paths(Pattern pattern) {
    return pattern.matcher(text).results().flatMap(Expectation::groups).collect(toList());
  }

  private static Stream<String> groups(MatchResult result) {
    return IntStream.rangeClosed(1, result.groupCount())
        .mapToObj(result::group)
        .filter(Objects::nonNull)
        .map(Expectation::unquoted);
  }

  private static String unquoted(String path) {
    return path.startsWith("\"") ? path.substring(1, path.length() - 1) : path;
  }
}
