package io.github.diskimagefs.jar;

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session of the README, line by line, in a real JShell. */
class JShellSessionIT {
  private static final String COMMAND = "$ jshell ";
  private static final String PROMPT = "jshell> ";

  @TempDir Path folder;

  @Test
  void readmeHolds() throws Exception {
    List<String> readme = Files.readAllLines(Path.of("README.md"));
    int start = readme.indexOf(readme.stream().filter(l -> l.startsWith(COMMAND)).findAny().get());
    List<String> session =
        readme.stream().skip(start).takeWhile(line -> !line.equals("```")).collect(toList());
    String[] typed =
        session.stream()
            .filter(line -> line.startsWith(PROMPT))
            .map(line -> line.substring(PROMPT.length()))
            .toArray(String[]::new);
    assertThat(typed.length, is(greaterThan(3)));

    Command jshell =
        Command.of("jshell", folder)
            .with(session.get(0).substring(COMMAND.length()).split(" "))
            .with("-J-Duser.home=" + folder);
    String shown = jshell.run(typed);

    assertThat(shown, jshell.status(), is(0));
    assertThat(shown, not(containsString("Exception")));
    assertThat(shown, not(containsString("|  Error")));
    for (String line : session.subList(1, session.size())) {
      if (!line.startsWith(PROMPT)) {
        assertThat(shown, containsString(line));
      }
    }
  }
}
