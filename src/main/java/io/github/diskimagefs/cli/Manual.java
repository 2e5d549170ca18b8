package io.github.diskimagefs.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the manual pages and the completion script of the shells; the build runs it. */
final class Manual {
  /** Arguments of the program: the folder, the version, and the date or time of the build. */
  private static final int ARGUMENTS = 3;

  private static final int DATE_LENGTH = "2024-02-29".length();

  private Manual() {}

  /**
   * Writes the files {@code completion/diskimagefs.bash} and {@code man/*.1} into a folder.
   *
   * @param args the folder, the version of the program, and a time from which the date is taken
   */
  public static void main(String[] args) throws IOException {
    if (args.length != ARGUMENTS) {
      throw new IllegalArgumentException("needs a folder, a version and a time");
    }
    write(Path.of(args[0]), args[1], args[2].substring(0, DATE_LENGTH));
  }

  /** Writes the files. */
  static void write(Path folder, String version, String date) throws IOException {
    OutputStream nothing = OutputStream.nullOutputStream();
    CommandLine commands =
        Main.commands(new Console(nothing, nothing, StandardCharsets.UTF_8, false));
    CommandSpec program = commands.getCommandSpec();
    Path man = Files.createDirectories(folder.resolve("man"));
    page(man, program, version, date);
    for (CommandLine command : commands.getSubcommands().values()) {
      if (ManualPage.isFor(command.getCommandSpec())) {
        page(man, command.getCommandSpec(), version, date);
      }
    }
    Path completion = Files.createDirectories(folder.resolve("completion"));
    Files.writeString(
        completion.resolve(program.name() + ".bash"), AutoComplete.bash(program.name(), commands));
  }

  private static void page(Path folder, CommandSpec command, String version, String date)
      throws IOException {
    Files.writeString(
        folder.resolve(ManualPage.name(command) + ".1"), ManualPage.of(command, version, date));
  }
}
