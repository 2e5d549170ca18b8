package io.github.diskimagefs.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
    name = "diskimagefs",
    description =
        "Reads disk images: optical discs, Apple DMG, raw and virtual disks, live systems.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  diskimagefs info disc.iso",
      "  diskimagefs ls -l disc.iso /docs",
      "  diskimagefs cat disc.cue /readme.txt | less",
      "  diskimagefs extract disc.dmg -d out",
      "  diskimagefs serve disc.iso",
      "",
      "Exit status: 0 after success, 1 after an error or if an image is damaged, 2 for a wrong",
      "command line. 'diskimagefs COMMAND --help' shows the options of a command."
    })
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private Main() {}

  /**
   * Runs a command and ends the process with its exit status.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    Console console =
        new Console(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            terminalCharset(),
            Terminal.is(Terminal.OUT),
            () -> Terminal.is(Terminal.ERR) ? Terminal.columns() : 0);
    System.exit(run(console, args));
  }

  /** Runs a command; returns its exit status. */
  static int run(Console console, String... args) {
    CommandLine commands = new CommandLine(new Main());
    commands.addSubcommand(new ListCommand(console));
    commands.addSubcommand(new TreeCommand(console));
    commands.addSubcommand(new CatCommand(console));
    commands.addSubcommand(new InfoCommand(console));
    commands.addSubcommand(new ExtractCommand(console));
    commands.addSubcommand(new VerifyCommand(console));
    commands.addSubcommand(new ServeCommand(console));
    commands.setOut(console.outWriter());
    commands.setUsageHelpAutoWidth(true);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setParameterExceptionHandler((e, given) -> usage(console, e));
    commands.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (e instanceof ParameterException wrong) {
            return usage(console, wrong);
          }
          console.fail(Failure.inOneLine(e));
          return FAILED;
        });
    if (args.length == 0) {
      commands.usage(console.outWriter());
      return console.finish(WRONG_USAGE);
    }
    return console.finish(commands.execute(args));
  }

  private static int usage(Console console, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.fail(e.getMessage() + " (try '" + command + " --help')");
    return WRONG_USAGE;
  }

  /** Returns the encoding of the terminal; UTF-8 if it is ASCII, because names have more. */
  private static Charset terminalCharset() {
    for (String key : new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
      String name = System.getProperty(key);
      if (name != null && Charset.isSupported(name)) {
        Charset charset = Charset.forName(name);
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
      }
    }
    return StandardCharsets.UTF_8;
  }
}
