package io.github.diskimagefs.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
    name = Main.NAME,
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
      "  diskimagefs serve disc.iso",
      "",
      "Exit status: 0 after success, 1 after an error or if an image is damaged,",
      "2 for a wrong command line. 'diskimagefs help COMMAND' shows the options",
      "of a command."
    })
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  /** Similar names that an error shows: more would hide the best one. */
  private static final int MAX_SUGGESTIONS = 3;

  /** The commands by name, in the order of the help. */
  private static final Map<String, Function<Console, ImageCommand>> COMMANDS = commandsByName();

  static final String NAME = "diskimagefs";

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

  private static Map<String, Function<Console, ImageCommand>> commandsByName() {
    Map<String, Function<Console, ImageCommand>> commands = new LinkedHashMap<>();
    commands.put("ls", ListCommand::new);
    commands.put("tree", TreeCommand::new);
    commands.put("find", FindCommand::new);
    commands.put("cat", CatCommand::new);
    commands.put("info", InfoCommand::new);
    commands.put("extract", ExtractCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("hash", HashCommand::new);
    commands.put("serve", ServeCommand::new);
    return commands;
  }

  /** Returns the model of the command line. */
  static CommandLine commands(Console console) {
    CommandLine commands = withCommands(console, COMMANDS.keySet());
    CommandLine help = new CommandLine(new CommandLine.HelpCommand());
    help.getCommandSpec()
        .usageMessage()
        .header(new String[0])
        .description("Shows the help of a command.");
    commands.addSubcommand(help);
    CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion());
    completion.getCommandSpec().usageMessage().hidden(true);
    commands.addSubcommand(completion);
    return configured(commands, console);
  }

  /** Returns a parser of the command that the arguments name; else of all, for help and errors. */
  static CommandLine parser(Console console, String... args) {
    return args.length > 0 && COMMANDS.containsKey(args[0])
        ? configured(withCommands(console, List.of(args[0])), console)
        : commands(console);
  }

  private static CommandLine withCommands(Console console, Collection<String> names) {
    CommandLine commands = new CommandLine(new Main());
    for (String name : names) {
      commands.addSubcommand(COMMANDS.get(name).apply(console));
    }
    return commands;
  }

  /** Sets properties that subcommands inherit, all of which have to be there. */
  private static CommandLine configured(CommandLine commands, Console console) {
    commands.setOut(console.outWriter());
    commands.setUsageHelpAutoWidth(true);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.registerConverter(int.class, Main::wholeNumber);
    commands.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            console.palette().hasColours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    return commands;
  }

  private static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no whole number of that range");
    }
  }

  /** Runs a command; returns its exit status. */
  static int run(Console console, String... args) {
    int status;
    try {
      MountCommand plain = PlainArguments.command(console, args);
      status = plain == null ? parseAndRun(console, args) : run(console, plain, args);
    } catch (OutOfMemoryError e) {
      console.fail("out of memory: give the JVM more by -Xmx");
      status = FAILED;
    }
    return console.finish(status);
  }

  private static int run(Console console, MountCommand command, String... args) {
    try {
      return command.call();
    } catch (IOException | RuntimeException e) {
      return failed(console, NAME + " " + args[0], e);
    }
  }

  private static int parseAndRun(Console console, String... args) {
    CommandLine commands = parser(console, args);
    commands.setParameterExceptionHandler((e, given) -> usage(console, e));
    commands.setExecutionExceptionHandler(
        (e, command, parsed) ->
            e instanceof ParameterException wrong
                ? usage(console, wrong)
                : failed(console, command.getCommandSpec().qualifiedName(), e));
    if (args.length == 0) {
      commands.usage(console.outWriter());
      return WRONG_USAGE;
    }
    String name = args[0].equals("help") && args.length > 1 ? args[1] : args[0];
    if (!name.startsWith("-") && !commands.getSubcommands().containsKey(name)) {
      // An argument may have the name of a command, such as x; picocli would run that.
      return usage(console, new UnmatchedArgumentException(commands, List.of(name)));
    }
    return commands.execute(ImageArguments.withoutHyphens(args));
  }

  private static int failed(Console console, String command, Exception e) {
    if (e instanceof PatternSyntaxException wrong) {
      return usage(console, command, "'" + wrong.getPattern() + "': " + wrong.getDescription());
    }
    console.fail(Failure.inOneLine(e));
    return FAILED;
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
    return usage(console, e.getCommandLine().getCommandSpec().qualifiedName(), message);
  }

  private static int usage(Console console, String command, String message) {
    console.fail(message + " (try '" + command + " --help')");
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
