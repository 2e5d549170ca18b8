package io.github.diskimagefs.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the arguments of the most frequent commands, such as {@code ls -l disc.iso /docs}, without
 * picocli, which takes as long to start as the rest of such a command. Everything but an existing
 * file, paths in it and options of one letter, such as a wrong argument, is left to picocli.
 */
final class PlainArguments {
  private PlainArguments() {}

  /** Returns the command, ready to be called; null if the arguments are not plain. */
  static MountCommand command(Console console, String... args) {
    MountCommand command =
        switch (args.length == 0 ? "" : args[0]) {
          case "ls" -> new ListCommand(console);
          case "cat" -> new CatCommand(console);
          case "extract" -> new ExtractCommand(console);
          default -> null;
        };
    return command != null && set(command, args) ? command : null;
  }

  private static boolean set(MountCommand command, String... args) {
    List<String> names = new ArrayList<>();
    StringBuilder flags = new StringBuilder();
    for (int i = 1; i < args.length; i++) {
      String arg = args[i];
      if (arg.isEmpty() || arg.equals("-") || arg.startsWith("--") || arg.startsWith("@")) {
        return false;
      }
      if (arg.length() == 2
          && arg.charAt(0) == '-'
          && i + 1 < args.length
          && command.option(arg.charAt(1), args[i + 1])) {
        i++;
      } else if (arg.startsWith("-")) {
        flags.append(arg, 1, arg.length());
      } else {
        names.add(arg);
      }
    }
    return areSet(command, flags)
        && !names.isEmpty()
        && isFile(names.get(0))
        && command.arguments(names.get(0), names.subList(1, names.size()));
  }

  private static boolean areSet(MountCommand command, CharSequence flags) {
    String known = flags.toString();
    for (int i = 0; i < known.length(); i++) {
      char flag = known.charAt(i);
      if (known.indexOf(flag) < i || !command.flag(flag)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFile(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
