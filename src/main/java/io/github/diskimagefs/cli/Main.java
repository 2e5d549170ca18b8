package io.github.diskimagefs.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
      "",
      "Exit status: 0 after success, 1 after an error or if an image is damaged, 2 for a wrong",
      "command line. 'diskimagefs COMMAND --help' shows the options of a command."
    })
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  /** The names of the commands, in the order of the help. */
  private static final List<String> COMMANDS =
      List.of("ls", "tree", "cat", "info", "extract", "verify");

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
    MountCommand plain = PlainArguments.command(console, args);
    return console.finish(plain == null ? parseAndRun(console, args) : run(console, plain));
  }

  private static int run(Console console, MountCommand command) {
    try {
      return command.call();
    } catch (IOException | RuntimeException e) {
      return failed(console, e);
    }
  }

  private static int parseAndRun(Console console, String... args) {
    CommandLine commands = parser(console, args);
    commands.setParameterExceptionHandler((e, given) -> usage(console, e));
    commands.setExecutionExceptionHandler(
        (e, command, parsed) ->
            e instanceof ParameterException wrong ? usage(console, wrong) : failed(console, e));
    if (args.length == 0) {
      commands.usage(console.outWriter());
      return WRONG_USAGE;
    }
    return commands.execute(args);
  }

  /** Returns a parser of the command that the arguments name; else of all, for help and errors. */
  static CommandLine parser(Console console, String... args) {
    CommandLine commands = new CommandLine(new Main());
    boolean named = args.length > 0 && COMMANDS.contains(args[0]);
    for (String name : named ? List.of(args[0]) : COMMANDS) {
      commands.addSubcommand(command(name, console));
    }
    commands.setOut(console.outWriter());
    commands.setUsageHelpAutoWidth(true);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    return commands;
  }

  private static ImageCommand command(String name, Console console) {
    return switch (name) {
      case "ls" -> new ListCommand(console);
      case "tree" -> new TreeCommand(console);
      case "cat" -> new CatCommand(console);
      case "info" -> new InfoCommand(console);
      case "extract" -> new ExtractCommand(console);
      case "verify" -> new VerifyCommand(console);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static int failed(Console console, Exception e) {
    console.fail(Failure.inOneLine(e));
    return FAILED;
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
