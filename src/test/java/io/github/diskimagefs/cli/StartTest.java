package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.github.diskimagefs.image.IsoImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command builds before it runs. */
class StartTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Console console = new Console(out, out, UTF_8, false);

  @TempDir Path folder;
  private String image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        IsoImage.named("DEMO")
            .file("/hello.txt", "Hello.\n")
            .file("/docs/a.txt", "a")
            .writeTo(folder.resolve("demo.iso"))
            .toString();
  }

  @Test
  void onlyTheNamedCommandIsBuilt() {
    assertThat(
        Main.parser(console, "ls", image).getSubcommands().keySet(),
        containsInAnyOrder("ls", "list"));
    assertThat(
        Main.parser(console, "verify").getSubcommands().keySet(),
        containsInAnyOrder("verify", "t"));
  }

  @Test
  void helpAndErrorsKnowAllCommands() {
    for (String argument : new String[] {"--help", "lss"}) {
      assertThat(
          Main.parser(console, argument).getSubcommands().keySet(),
          hasItems("ls", "tree", "cat", "info", "extract", "verify"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls IMAGE",
        "ls -l IMAGE",
        "ls -lR IMAGE /docs",
        "ls IMAGE -a docs hello.txt",
        "ls IMAGE /missing",
        "ls -lh IMAGE /docs/a.txt /docs",
        "cat IMAGE /hello.txt /docs/a.txt",
        "cat IMAGE /docs"
      })
  void plainArgumentsGiveWhatTheParserGives(String line) {
    String[] args = line.replace("IMAGE", image).split(" ");
    assertThat(PlainArguments.command(console, args), instanceOf(MountCommand.class));

    int status = Main.run(console, args);
    String plain = out.toString(UTF_8);
    out.reset();
    // The parser takes long options too, and they are not plain.
    String[] more = (line.replace("IMAGE", image) + " --view auto").split(" ");
    int parsed = Main.run(new Console(out, out, UTF_8, false), more);

    assertThat(out.toString(UTF_8), is(plain));
    assertThat(parsed, is(status));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls",
        "ls -x IMAGE",
        "ls -l -l IMAGE",
        "ls -ll IMAGE",
        "ls --all IMAGE",
        "ls - IMAGE",
        "ls @args IMAGE",
        "ls missing.iso",
        "ls IMAGE!/docs",
        "cat IMAGE",
        "cat -v IMAGE /hello.txt",
        "tree IMAGE",
        "extract IMAGE -d",
        "extract IMAGE -d a -d b",
        "extract IMAGE -d -v",
        "--help",
        "nonsense IMAGE"
      })
  void otherArgumentsAreLeftToTheParser(String line) {
    String[] args = line.replace("IMAGE", image).split(" ");
    assertThat(PlainArguments.command(console, args), is(nullValue()));
  }

  @Test
  void anEmptyArgumentIsLeftToTheParser() {
    assertThat(PlainArguments.command(console, "ls", image, ""), is(nullValue()));
    assertThat(PlainArguments.command(console), is(nullValue()));
    assertThat(PlainArguments.command(console, "extract", image, "-d", ""), is(nullValue()));
  }

  @Test
  void extractTakesAFolderAndTheFlagForNames() {
    String target = folder.resolve("out").toString();
    assertThat(
        PlainArguments.command(console, "extract", "-v", image, "-d", target),
        instanceOf(ExtractCommand.class));
    assertThat(Main.run(console, "extract", image, "-v", "-d", target, "/docs"), is(0));
    assertThat(out.toString(UTF_8), is("/docs\n/docs/a.txt\n"));
  }
}
