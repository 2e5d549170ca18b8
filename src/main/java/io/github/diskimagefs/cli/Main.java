package io.github.diskimagefs.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

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
      "  diskimagefs hash disc.iso > disc.sha256",
      "",
      "Exit status: 0 after success, 1 after an error or if an image is damaged, 2 for a wrong",
      "command line. 'diskimagefs help COMMAND' shows the options of a command."
    })
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  /** Similar names that an error shows: more would hide the best one. */
  private static final int MAX_SUGGESTIONS = 3;

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
            Terminal.allowsColours(),
            () -> Terminal.is(Terminal.ERR) ? Terminal.columns() : 0);
    System.exit(run(console, args));
  }

  /** Returns the model of the command line. */
  static CommandLine commands(Console console) {
    CommandLine commands = new CommandLine(new Main());
    commands.addSubcommand(new ListCommand(console));
    commands.addSubcommand(new TreeCommand(console));
    commands.addSubcommand(new FindCommand(console));
    commands.addSubcommand(new CatCommand(console));
    commands.addSubcommand(new InfoCommand(console));
    commands.addSubcommand(new ExtractCommand(console));
    commands.addSubcommand(new VerifyCommand(console));
    commands.addSubcommand(new HashCommand(console));
    CommandLine help = new CommandLine(new CommandLine.HelpCommand());
    help.getCommandSpec().usageMessage().description("Shows the help of a command.");
    commands.addSubcommand(help);
    CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion());
    completion.getCommandSpec().usageMessage().hidden(true);
    commands.addSubcommand(completion);
    commands.setOut(console.outWriter());
    commands.setUsageHelpAutoWidth(true);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            console.palette().hasColours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    return commands;
  }

  /** Runs a command; returns its exit status. */
  static int run(Console console, String... args) {
    CommandLine commands = commands(console);
    commands.setParameterExceptionHandler((e, given) -> usage(console, e));
    commands.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (e instanceof ParameterException wrong) {
            return usage(console, wrong);
          }
          if (e instanceof PatternSyntaxException wrong) {
            return usage(
                console, command, "'" + wrong.getPattern() + "': " + wrong.getDescription());
          }
          console.fail(Failure.inOneLine(e));
          return FAILED;
        });
    if (args.length == 0) {
      commands.usage(console.outWriter());
      return console.finish(WRONG_USAGE);
    }
    return console.finish(commands.execute(ImageArguments.withoutHyphens(args)));
  }

  private static int usage(Console console, ParameterException e) {
    String message = e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched) {
      if (e.getCommandLine().getParent() == null && !unmatched.isUnknownOption()) {
        message = "no such command: '" + unmatched.getUnmatched().get(0) + "'";
      }
      List<String> similar = unmatched.getSuggestions();
      if (!similar.isEmpty()) {
        String names =
            similar.stream().limit(MAX_SUGGESTIONS).collect(Collectors.joining("', '", "'", "'"));
        message += "; did you mean " + names + "?";
      }
    }
    return usage(console, e.getCommandLine(), message);
  }

  private static int usage(Console console, CommandLine command, String message) {
    console.fail(message + " (try '" + command.getCommandSpec().qualifiedName() + " --help')");
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
