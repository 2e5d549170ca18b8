package io.github.diskimagefs.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command in the macros of man(7), from the model of the command line. */
final class ManualPage {
  private static final String SECTION = "1";
  private static final int MAX_LINE = 79;
  private static final List<String> COMMON =
      List.of(
          "EXIT STATUS",
          "0",
          "The command has done all that it was asked to do.",
          "1",
          "Something failed, was left out, or is damaged.",
          "2",
          "The command line is wrong.",
          "141",
          "The reader of the output ended first.");

  private final StringBuilder roff = new StringBuilder();
  private final CommandSpec command;

  private ManualPage(CommandSpec command) {
    this.command = command;
  }

  /** Returns the name of a command's page, without the section. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** Returns whether a command has a page: it is not hidden, and not about the commands. */
  static boolean isFor(CommandSpec command) {
    return !command.usageMessage().hidden() && !command.helpCommand();
  }

  /**
   * Returns the page.
   *
   * @param version of the program
   * @param date of the page, as 2024-02-29
   */
  static String of(CommandSpec command, String version, String date) {
    return new ManualPage(command).text(version, date);
  }

  private String text(String version, String date) {
    String title = name(command).toUpperCase(Locale.ROOT);
    line(".TH", quoted(title), SECTION, quoted(date), quoted("diskimagefs " + version));
    section("NAME");
    text(name(command) + " \\- " + escaped(summary()));
    section("SYNOPSIS");
    line(".B", command.qualifiedName());
    text(synopsis());
    section("DESCRIPTION");
    paragraphs(command.usageMessage().description());
    if (command.aliases().length > 0) {
      line(".PP");
      text("Other names: " + escaped(String.join(", ", command.aliases())) + ".");
    }
    commands();
    arguments();
    examples();
    section(COMMON.get(0));
    for (int i = 1; i < COMMON.size(); i += 2) {
      item("\\fB" + COMMON.get(i) + "\\fR", escaped(COMMON.get(i + 1)));
    }
    section("ENVIRONMENT");
    item("\\fBNO_COLOR\\fR", "If it is set, nothing is coloured.");
    seeAlso();
    return roff.toString();
  }

  /** Returns the first sentence of the description, which pages show after their name. */
  private String summary() {
    String first = String.join(" ", command.usageMessage().description()).split("[.:;] ?", 2)[0];
    return first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
  }

  private String synopsis() {
    List<String> words = new ArrayList<>(List.of("[\\fIOPTION\\fR]..."));
    if (!shown().isEmpty()) {
      words.add("\\fICOMMAND\\fR");
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String label = "\\fI" + escaped(parameter.paramLabel()) + "\\fR";
      boolean several = parameter.arity().max() > 1 || parameter.index().max() > 1;
      String word = parameter.arity().min() == 0 ? "[" + label + "]" : label;
      words.add(several ? word + "..." : word);
    }
    return String.join(" ", words);
  }

  private void commands() {
    if (shown().isEmpty()) {
      return;
    }
    section("COMMANDS");
    for (CommandSpec each : shown()) {
      item("\\fB" + escaped(each.name()) + "\\fR", escaped(new ManualPage(each).summary()) + ".");
    }
  }

  /** Returns the commands of this command that its help shows. */
  private List<CommandSpec> shown() {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(each -> !each.usageMessage().hidden())
        .distinct()
        .toList();
  }

  private void arguments() {
    section("OPTIONS");
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      item("\\fI" + escaped(parameter.paramLabel()) + "\\fR", sentence(parameter.description()));
    }
    for (OptionSpec option : command.options()) {
      if (option.hidden()) {
        continue;
      }
      String names =
          Arrays.stream(option.names())
              .map(name -> "\\fB" + escaped(name) + "\\fR")
              .collect(Collectors.joining(", "));
      String value =
          option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
      item(names + value, sentence(option.description()));
    }
  }

  private static String sentence(String[] description) {
    return escaped(String.join(" ", description));
  }

  private void examples() {
    section("EXAMPLES");
    line(".nf");
    for (String example : command.usageMessage().footer()) {
      if (example.startsWith("  ")) {
        plain(escaped(example.strip()));
      }
    }
    line(".fi");
  }

  private void seeAlso() {
    CommandSpec parent = command.parent();
    List<CommandSpec> others =
        parent == null ? shown().stream().filter(ManualPage::isFor).toList() : List.of(parent);
    section("SEE ALSO");
    text(
        others.stream()
            .map(each -> "\\fB" + escaped(name(each)) + "\\fR(" + SECTION + ")")
            .collect(Collectors.joining(", ")));
  }

  private void paragraphs(String[] texts) {
    boolean first = true;
    for (String each : texts) {
      if (!each.isEmpty()) {
        if (!first) {
          line(".PP");
        }
        text(escaped(each));
        first = false;
      }
    }
  }

  private void section(String title) {
    line(".SH", title);
  }

  private void item(String term, String text) {
    line(".TP");
    plain(term);
    text(text);
  }

  private void line(String... words) {
    roff.append(String.join(" ", words)).append('\n');
  }

  /** Appends text, which the reader fills, in lines of a width that mandoc -T lint likes. */
  private void text(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" +")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > MAX_LINE) {
        plain(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    plain(line.toString());
  }

  /** Appends a line that is no request, whatever its first character is. */
  private void plain(String text) {
    line(text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  /** Returns text in which hyphens, quotes and backslashes print as they are typed. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
  }
}
