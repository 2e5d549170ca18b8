package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual pages and the completion script. */
class ManualTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Manual.main(new String[] {folder.toString(), "1.2.3", "2024-02-29T00:00:00Z"});
  }

  private List<String> pages() throws IOException {
    try (Stream<Path> pages = Files.list(folder.resolve("man"))) {
      return pages.map(page -> page.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void eachCommandHasAPage() throws IOException {
    assertThat(pages(), hasItems("diskimagefs.1", "diskimagefs-ls.1", "diskimagefs-hash.1"));
    assertThat(pages().contains("diskimagefs-help.1"), is(false));
    String page = Files.readString(folder.resolve("man/diskimagefs-extract.1"));
    assertThat(
        page,
        allOf(
            containsString(".TH \"DISKIMAGEFS-EXTRACT\" 1 \"2024-02-29\" \"diskimagefs 1.2.3\"\n"),
            containsString("\\fB\\-d\\fR, \\fB\\-C\\fR, \\fB\\-o\\fR, \\fB\\-\\-directory\\fR"),
            containsString(".SH EXIT STATUS\n"),
            containsString("Other names: x.")));
  }

  @Test
  void mandocHasNoComplaints() throws Exception {
    for (String page : pages()) {
      assertThat(run("mandoc", "-T", "lint", "man/" + page), is(""));
    }
  }

  @Test
  void theScriptCompletesInBash() throws Exception {
    assertThat(run("bash", "-n", "completion/diskimagefs.bash"), is(""));
    String script =
        """
        source completion/diskimagefs.bash 2> errors
        for line in 'ex' 'extract --ex' 'hash -a md' 'ls --view jo'; do
          COMP_WORDS=(diskimagefs $line)
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          COMP_LINE="diskimagefs $line" COMP_POINT=${#COMP_LINE}
          COMPREPLY=()
          _complete_diskimagefs 2>> errors
          echo "${COMPREPLY[@]}"
        done
        """;
    assertThat(run("bash", "-c", script), is("extract\n--exclude\nmd5\njoliet\n"));
  }

  @Test
  void theScriptLoadsInZsh() throws Exception {
    String script =
        """
        autoload -U compinit; compinit -u -D
        source completion/diskimagefs.bash
        echo ${_comps[diskimagefs]}
        """;
    assertThat(run("zsh", "-f", "-c", script), containsString("_complete_diskimagefs"));
  }

  @Test
  void theProgramPrintsTheScript() {
    assertThat(
        CommandRun.of("generate-completion").text(), containsString("_complete_diskimagefs"));
  }

  /** Runs a program, if the host has it; returns its output and errors. */
  private String run(String... command) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, command[0]))));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES), is(true));
    return Files.readString(output);
  }
}
