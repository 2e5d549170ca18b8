package io.github.diskimagefs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The entries of an image that arguments name: paths, or patterns of paths. */
final class PathSelection {
  private static final String ANY = "**";

  private final Console console;
  private final Path root;
  private final boolean members;
  private final Set<Path> found = new LinkedHashSet<>();
  private final Set<Path> named = new HashSet<>();

  /**
   * Creates a selection of nothing.
   *
   * @param members whether patterns are those of tar for the members of an archive: one without a
   *     slash matches names in all folders, and no wildcard stands for a link to a folder
   */
  PathSelection(Console console, FileSystem disc, boolean members) {
    this.console = console;
    this.root = disc.getPath("/");
    this.members = members;
  }

  /** Returns the entries that arguments of {@code ls}, {@code tree} or {@code find} name. */
  static List<Path> orRoot(Console console, FileSystem disc, List<String> arguments) {
    List<String> starts = arguments.isEmpty() ? List.of("/") : arguments;
    return new PathSelection(console, disc, false).addAll(starts).entries();
  }

  /** Adds the entries that each argument names; an argument that names none is a failure. */
  PathSelection addAll(List<String> arguments) {
    for (String argument : arguments) {
      try {
        add(argument);
      } catch (IOException | UncheckedIOException e) {
        console.fail(Failure.inOneLine(e));
      }
    }
    return this;
  }

  /** Returns the entries in the order of the arguments, each once. */
  List<Path> entries() {
    return List.copyOf(found);
  }

  /** Returns whether an argument names an entry itself, not by a pattern. */
  boolean isNamed(Path entry) {
    return named.contains(entry);
  }

  /** A path that exists is taken as it is, whatever characters it has. */
  private void add(String argument) throws IOException {
    if (argument.isEmpty()) {
      throw new IOException("the name of a path is empty");
    }
    if (!ShellPattern.isPattern(argument) || exists(root.resolve(argument))) {
      found.add(root.resolve(argument));
      named.add(root.resolve(argument));
      return;
    }
    Set<Path> matched = new LinkedHashSet<>();
    for (String pattern : ShellPattern.withoutBraces(argument)) {
      expand(pattern, matched);
    }
    if (matched.isEmpty()) {
      throw new IOException(argument + ": nothing matches");
    }
    found.addAll(matched);
  }

  private void expand(String pattern, Set<Path> matched) throws IOException {
    boolean folders = pattern.length() > 1 && pattern.endsWith("/");
    List<String> names = Arrays.stream(pattern.split("/")).filter(name -> !name.isEmpty()).toList();
    Set<Path> all = new LinkedHashSet<>();
    if (members && !pattern.contains("/")) {
      deep(root, pattern, true, all);
    } else {
      step(root, names, 0, all);
    }
    for (Path entry : all) {
      if (!folders || isFolder(entry)) {
        matched.add(entry);
      }
    }
  }

  /** The depth of recursion is the number of names in the pattern. */
  private void step(Path folder, List<String> names, int at, Set<Path> all) throws IOException {
    if (at == names.size()) {
      all.add(folder);
      return;
    }
    String name = names.get(at);
    if (name.contains(ANY)) {
      deep(folder, String.join("/", names.subList(at, names.size())), false, all);
      return;
    }
    boolean last = at == names.size() - 1;
    if (!ShellPattern.isPattern(name)) {
      Path child = child(folder, ShellPattern.literal(name));
      // A link to a folder that is named as it is leads on, as in a path without wildcards.
      if (last ? exists(child) : Files.isDirectory(child)) {
        step(child, names, at + 1, all);
      }
      return;
    }
    ShellPattern pattern = ShellPattern.of(root.getFileSystem(), name);
    for (Path child : Listing.children(folder, child -> true)) {
      if (pattern.matches(child.getFileName()) && (last || isFolder(child))) {
        step(child, names, at + 1, all);
      }
    }
  }

  /** Returns an entry of a folder; {@code ..} counts from the target of a link. */
  private static Path child(Path folder, String name) throws IOException {
    if (name.equals("..")) {
      Path real = folder.toRealPath();
      return real.getParent() == null ? real : real.getParent();
    }
    return name.equals(".") ? folder : folder.resolve(name);
  }

  /**
   * Adds the entries of a tree that match. Links to folders in the tree are not followed, but the
   * tree itself may be one, as for {@code **} of a shell.
   *
   * @param name whether the pattern is for names, not for paths; all that is in a folder whose name
   *     matches is selected with it
   */
  private void deep(Path folder, String text, boolean name, Set<Path> all) {
    ShellPattern pattern = ShellPattern.of(root.getFileSystem(), text);
    new TreeWalk(console, Exclusions.NONE) {
      @Override
      boolean visit(Path entry, BasicFileAttributes attributes) {
        if (entry.equals(folder)) {
          return true;
        }
        boolean matches = pattern.matches(name ? entry.getFileName() : folder.relativize(entry));
        if (matches) {
          all.add(entry);
        }
        return !(matches && name);
      }
    }.walkTarget(folder);
  }

  private boolean isFolder(Path path) {
    return members ? Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) : Files.isDirectory(path);
  }

  private static boolean exists(Path path) throws IOException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return false;
    }
  }
}
