package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns of paths, and the entries that options choose. */
class PatternArgumentsTest {
  @TempDir Path folder;
  private String image;
  private Path target;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        IsoImage.named("DEMO")
            .file("/a.txt", "A\n")
            .file("/b.md", "B\n")
            .file("/[x].txt", "X\n")
            .file("/x.txt", "x\n")
            .file("/docs/c.txt", "C\n")
            .file("/docs/old/d.txt", "D\n")
            .file("/docs/old/e.md", "E\n")
            .file("/src/old/f.txt", "F\n")
            .symlink("/here", "docs")
            .writeTo(folder.resolve("demo.iso"))
            .toString();
    target = folder.resolve("out");
  }

  @Test
  void lsExpandsPatternsFromTheRoot() {
    assertThat(
        CommandRun.of("ls", image, "*.txt").lines(), contains("/[x].txt", "/a.txt", "/x.txt"));
    assertThat(
        CommandRun.of("ls", image, "/{a,b}.*", "docs/*.txt").lines(),
        contains("/a.txt", "/b.md", "/docs/c.txt"));
    assertThat(
        CommandRun.of("ls", "-d", image, "/*/", "/**/o*").lines(),
        contains("/docs", "/here", "/src", "/docs/old", "/src/old"));
    assertThat(CommandRun.of("ls", image, "/here/*.txt").lines(), contains("/here/c.txt"));
  }

  @Test
  void treeDrawsWhatPatternsMatch() {
    assertThat(
        CommandRun.of("tree", image, "docs", "s*/old", "b.*", "--exclude", "*.md").lines(),
        contains(
            "/docs",
            "├── c.txt",
            "└── old",
            "    └── d.txt",
            "/src/old",
            "└── f.txt",
            "",
            "1 folder, 3 files"));
    assertThat(CommandRun.of("tree", "-s", image, "a.txt").lines().get(0), is("/a.txt  (2)"));
  }

  @Test
  void aWildcardBelowALinkMatchesWhatTheLinkLeadsTo() throws IOException {
    assertThat(
        CommandRun.of("ls", "-d", image, "/here/*").lines(), contains("/here/c.txt", "/here/old"));
    assertThat(
        CommandRun.of("find", image, "/here/**/*.txt").lines(),
        contains("/here/c.txt", "/here/old/d.txt"));
    assertThat(CommandRun.of("cat", image, "/h*/c.txt").text(), is("C\n"));
    assertThat(CommandRun.of("cat", image, "/here/../*.md").text(), is("B\n"));
    assertThat(CommandRun.of("hash", "--path", "/here/*.txt", image).lines().size(), is(1));
    assertThat(
        extract("here/*"), containsInAnyOrder("here/c.txt", "here/old/d.txt", "here/old/e.md"));
  }

  @Test
  void wildcardsAcrossFoldersFollowNoLink() throws IOException {
    assertThat(CommandRun.of("ls", image, "/**/*.md").lines(), contains("/b.md", "/docs/old/e.md"));
    CommandRun run = CommandRun.of("extract", image, "/h*/*", "-d", target.toString());
    assertThat(run.error(), containsString("/h*/*: nothing matches"));
  }

  @Test
  void aPathThroughALinkIsNotPartOfTheLink() {
    CommandRun.of("extract", image, "/here", "/here/c.txt", "--links", "keep", "-d", "" + target);
    assertThat(Files.exists(target.resolve("here/c.txt")), is(true));
  }

  @Test
  void dotsCountFromTheTargetOfALink() throws IOException {
    String links =
        IsoImage.named("LINKS")
            .file("/a.txt", "in the root\n")
            .file("/docs/a.txt", "in docs\n")
            .dir("/docs/old")
            .symlink("/deep", "docs/old")
            .writeTo(folder.resolve("links.iso"))
            .toString();
    String path = "/deep/../a.txt";
    assertThat(CommandRun.of("cat", links, path).text(), is("in docs\n"));
    assertThat(CommandRun.of("extract", links, path, "-d", "" + target).status(), is(0));
    assertThat(Files.readString(target.resolve("docs/a.txt")), is("in docs\n"));
  }

  @Test
  void aPathThatExistsIsNoPattern() {
    assertThat(CommandRun.of("cat", image, "/[x].txt").text(), is("X\n"));
    assertThat(CommandRun.of("cat", image, "/[xy].txt").text(), is("x\n"));
    assertThat(CommandRun.of("cat", image, "\\[x*").text(), is("X\n"));
  }

  @Test
  void catWritesWhatMatchesOnce() {
    assertThat(
        CommandRun.of("cat", image, "/a.txt", "/[ab].*", "/**/d.txt").text(), is("A\nB\nD\n"));
  }

  @Test
  void aPatternThatMatchesNothingIsAFailure() throws IOException {
    CommandRun run = CommandRun.of("cat", image, "/*.none", "/a.txt");
    assertThat(run.status(), is(1));
    assertThat(run.error(), containsString("/*.none: nothing matches"));
    assertThat(run.text(), is("A\n"));
    for (String command : List.of("ls", "find", "extract")) {
      assertThat(CommandRun.of(command, image, "/*.none").status(), is(1));
    }
  }

  @Test
  void aWrongPatternIsWrongUsage() {
    assertThat(CommandRun.of("ls", image, "/{a").status(), is(2));
    CommandRun run = CommandRun.of("ls", image, "/[a");
    assertThat(run.status(), is(2));
    assertThat(run.error(), containsString("'diskimagefs ls --help'"));
    assertThat(CommandRun.of("extract", image, "--exclude", "[a").status(), is(2));
  }

  @Test
  void extractMatchesNamesInAllFolders() throws IOException {
    assertThat(extract("*.md"), containsInAnyOrder("b.md", "docs/old/e.md"));
  }

  @Test
  void extractTakesAllThatIsInAFolderThatMatches() throws IOException {
    assertThat(
        extract("ol?"), containsInAnyOrder("docs/old/d.txt", "docs/old/e.md", "src/old/f.txt"));
  }

  @Test
  void aPatternWithASlashIsForTheWholePath() throws IOException {
    assertThat(extract("/*/*.txt"), contains("docs/c.txt"));
  }

  @Test
  void overlappingArgumentsAreCopiedOnce() throws IOException {
    assertThat(extract("/docs/*", "/docs/old/d.txt", "docs/c.txt").size(), is(3));
  }

  @Test
  void excludedEntriesAreLeftOut() throws IOException {
    assertThat(
        extract("--exclude", "old", "--exclude=/*.{txt,md}", "--exclude", "here"),
        contains("docs/c.txt"));
  }

  @Test
  void anExclusionMatchesTheEndOfAPath() throws IOException {
    assertThat(
        extract("/docs", "/src", "--exclude", "old/*.txt"),
        containsInAnyOrder("docs/c.txt", "docs/old/e.md"));
  }

  @Test
  void lsAndFindLeaveOutWhatIsExcluded() {
    assertThat(
        CommandRun.of("ls", "-R", "-f", image, "--exclude", "*.txt", "--exclude=here").lines(),
        contains("/b.md", "/docs", "/src", "/docs/old", "/docs/old/e.md", "/src/old"));
    assertThat(
        CommandRun.of("find", image, "-name", "*.md", "--exclude", "docs").lines(),
        contains("/b.md"));
  }

  @Test
  void namesAreCutFromTheStartOfPaths() throws IOException {
    assertThat(
        extract("/docs", "--strip-components", "1"),
        containsInAnyOrder("c.txt", "old/d.txt", "old/e.md"));
  }

  @Test
  void foldersOfTheSameNameAreMergedWhenNamesAreCut() throws IOException {
    assertThat(
        extract("--strip-components=1", "--exclude=here"),
        containsInAnyOrder("c.txt", "old/d.txt", "old/e.md", "old/f.txt"));
  }

  @Test
  void filesOfTheSameNameAreAFailureWhenNamesAreCut() throws IOException {
    String twins =
        IsoImage.named("TWINS")
            .file("/a/same.txt", "1")
            .file("/b/same.txt", "2")
            .writeTo(folder.resolve("twins.iso"))
            .toString();
    CommandRun run =
        CommandRun.of("extract", twins, "--strip-components=1", "-C", target.toString());
    assertThat(run.status(), is(1));
    assertThat(run.error(), containsString("another entry of the image has this name"));
    assertThat(Files.readString(target.resolve("same.txt")), is("1"));
  }

  @Test
  void linksOfCutPathsStayInTheFolder() throws IOException {
    String links =
        IsoImage.named("LINKS")
            .file("/a/b/file", "1")
            .symlink("/a/b/up", "../../a/b/file")
            .symlink("/a/b/near", "file")
            .writeTo(folder.resolve("links.iso"))
            .toString();
    CommandRun run =
        CommandRun.of("extract", links, "--strip-components=2", "-C", target.toString());
    assertThat(run.status(), is(1));
    assertThat(run.error(), containsString("/a/b/up -> ../../a/b/file"));
    assertThat(Files.readString(target.resolve("near")), is("1"));
    assertThat(Files.exists(target.resolve("up")), is(false));
  }

  @Test
  void aNegativeNumberOfNamesIsWrongUsage() {
    assertThat(CommandRun.of("extract", image, "--strip-components", "-1").status(), is(2));
  }

  @Test
  void theOutputFolderHasTheOptionsOfTheNeighbours() throws IOException {
    for (String option : List.of("-d", "-C", "-o", "--directory")) {
      Path each = folder.resolve("out" + option);
      assertThat(CommandRun.of("x", image, "/a.txt", option, each.toString()).lines(), is(empty()));
      assertThat(Files.readString(each.resolve("a.txt"), UTF_8), is("A\n"));
    }
  }

  /** Extracts; returns the paths of the files. */
  private List<String> extract(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("extract", image, "-C", target.toString()));
    all.addAll(List.of(args));
    CommandRun.of(all.toArray(String[]::new)).lines();
    try (Stream<Path> files = Files.walk(target)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> target.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }
}
