package io.github.diskimagefs.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
    name = "diskimagefs",
    description = "Reads disk images: ISO 9660 and UDF discs, BIN/CUE, NRG, DMG, raw disks.",
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
  private static final int BUFFER = 1 << 16;

  private Main() {}

  /**
   * Runs a command and ends the process with its exit status.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    Console console =
        new Console(
            new BufferedOutputStream(out, BUFFER),
            new FileOutputStream(FileDescriptor.err),
            terminalCharset(),
            Console.onTerminal());
    int status = run(console, args);
    console.out().flush();
    System.exit(status);
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
    commands.setOut(console.outWriter());
    commands.setUsageHelpAutoWidth(true);
    commands.setParameterExceptionHandler((e, given) -> usage(console, e));
    commands.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          console.fail(Failure.inOneLine(e));
          return FAILED;
        });
    if (args.length == 0) {
      commands.usage(console.outWriter());
      return WRONG_USAGE;
    }
    int status = commands.execute(args);
    return status == 0 && console.hasFailed() ? FAILED : status;
  }

  private static int usage(Console console, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.fail(Failure.clean(e.getMessage()) + " (try '" + command + " --help')");
    return WRONG_USAGE;
  }

  /** What the terminal reads; UTF-8 where that is ASCII alone, for names are more than that. */
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
