package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Globs match the same names as the JDK's. */
class GlobsTest {
  private static final String ALPHABET = "ab.*?[]{},!^-\\/&$+( |)~";
  private static final List<String> PATHS =
      List.of(
          "a",
          "b",
          "ab",
          "a/b",
          "a.b",
          "/a",
          "/",
          "",
          "a-b",
          "a,b",
          "{a}",
          "[a]",
          "^",
          "!a",
          "a&b",
          "$",
          "(a)",
          "a|b",
          "a\nb",
          "b/a.b/ab",
          "a+",
          "\\",
          "~");

  private static String outcome(String glob, Path path) {
    try {
      PathMatcher matcher = Globs.matcher("glob:" + glob);
      return String.valueOf(matcher.matches(path));
    } catch (PatternSyntaxException e) {
      return "syntax";
    }
  }

  private static String oracle(String glob, Path path) {
    try {
      return String.valueOf(FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(path));
    } catch (PatternSyntaxException e) {
      return "syntax";
    }
  }

  @Test
  void asTheOracle() {
    Assumptions.assumeTrue(File.separatorChar == '/', "the oracle is the JDK's matcher on Unix");
    Random random = new Random(3);
    for (int i = 0; i < 5000; i++) {
      StringBuilder glob = new StringBuilder();
      for (int k = random.nextInt(8); k >= 0; k--) {
        glob.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      for (String text : PATHS) {
        Path path = Path.of(text);
        String ours = outcome(glob.toString(), path);
        assertThat(glob + " on '" + text + "'", ours, is(oracle(glob.toString(), path)));
      }
    }
  }

  @Test
  void plainSuffixes() {
    PathMatcher matcher = Globs.matcher("glob:*.java");
    assertThat(matcher.matches(Path.of("A.java")), is(true));
    assertThat(matcher.matches(Path.of(".java")), is(true));
    assertThat(matcher.matches(Path.of("a/A.java")), is(false));
    assertThat(matcher.matches(Path.of("A.jav")), is(false));
  }

  @Test
  void regularExpressionsMatchTheWholePath() {
    PathMatcher matcher = Globs.matcher("REGEX:a.*");
    assertThat(matcher.matches(Path.of("a/b")), is(true));
    assertThat(matcher.matches(Path.of("b/a")), is(false));
  }

  @Test
  void otherSyntaxes() {
    assertThrows(IllegalArgumentException.class, () -> Globs.matcher("*.txt"));
    assertThrows(IllegalArgumentException.class, () -> Globs.matcher(":x"));
    assertThrows(UnsupportedOperationException.class, () -> Globs.matcher("sql:x"));
    assertThrows(PatternSyntaxException.class, () -> Globs.matcher("regex:("));
  }
}
