package io.github.diskimagefs.spark.folder;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;

/** A path in a folder: names, from the root or not. */
final class FolderPath implements Path {
  private final FolderFileSystem fileSystem;
  private final boolean absolute;
  private final List<String> names;

  private FolderPath(FolderFileSystem fileSystem, boolean absolute, List<String> names) {
    this.fileSystem = fileSystem;
    this.absolute = absolute;
    this.names = names;
  }

  /** Parses a path; the empty text is the empty path, which has one empty name. */
  static FolderPath parse(FolderFileSystem fileSystem, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new InvalidPathException(text.replace("\0", "\\0"), "holds NUL");
    }
    List<String> names = new ArrayList<>();
    for (String name : text.split("/")) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    boolean absolute = text.startsWith("/");
    return new FolderPath(
        fileSystem, absolute, names.isEmpty() && !absolute ? List.of("") : List.copyOf(names));
  }

  private static FolderPath own(Path path) {
    if (path instanceof FolderPath own) {
      return own;
    }
    throw new ProviderMismatchException();
  }

  private boolean empty() {
    return !absolute && names.size() == 1 && names.get(0).isEmpty();
  }

  private FolderPath with(boolean fromRoot, List<String> other) {
    return new FolderPath(
        fileSystem, fromRoot, other.isEmpty() && !fromRoot ? List.of("") : List.copyOf(other));
  }

  @Override
  public FolderFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public FolderPath getRoot() {
    return absolute ? with(true, List.of()) : null;
  }

  @Override
  public FolderPath getFileName() {
    return names.isEmpty() ? null : with(false, names.subList(names.size() - 1, names.size()));
  }

  @Override
  public FolderPath getParent() {
    if (names.isEmpty() || (names.size() == 1 && !absolute)) {
      return null;
    }
    return with(absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public FolderPath getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public FolderPath subpath(int begin, int end) {
    if (begin < 0 || end > names.size() || begin >= end) {
      throw new IllegalArgumentException(begin + " to " + end);
    }
    return with(false, names.subList(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof FolderPath path
        && path.fileSystem == fileSystem
        && path.absolute == absolute
        && path.names.size() <= names.size()
        && names.subList(0, path.names.size()).equals(path.names);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(other instanceof FolderPath path) || path.fileSystem != fileSystem) {
      return false;
    }
    if (path.absolute) {
      return equals(path);
    }
    int skipped = names.size() - path.names.size();
    return skipped >= 0 && names.subList(skipped, names.size()).equals(path.names);
  }

  @Override
  public FolderPath normalize() {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      boolean up = name.equals("..");
      boolean named = !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..");
      if (up && named) {
        kept.remove(kept.size() - 1);
      } else if (!name.equals(".") && !(up && absolute)) {
        kept.add(name);
      }
    }
    return with(absolute, kept);
  }

  @Override
  public FolderPath resolve(Path other) {
    FolderPath path = own(other);
    if (path.absolute || empty()) {
      return path;
    }
    if (path.empty()) {
      return this;
    }
    List<String> joined = new ArrayList<>(names);
    joined.addAll(path.names);
    return with(absolute, joined);
  }

  @Override
  public FolderPath resolve(String other) {
    return resolve(parse(fileSystem, other));
  }

  @Override
  public FolderPath relativize(Path other) {
    FolderPath path = own(other);
    if (path.absolute != absolute) {
      throw new IllegalArgumentException("one of the paths is absolute");
    }
    List<String> from = empty() ? List.of() : names;
    List<String> to = path.empty() ? List.of() : path.names;
    int common = 0;
    while (common < Math.min(from.size(), to.size()) && from.get(common).equals(to.get(common))) {
      common++;
    }
    List<String> relative = new ArrayList<>();
    for (int i = common; i < from.size(); i++) {
      relative.add("..");
    }
    relative.addAll(to.subList(common, to.size()));
    return with(false, relative);
  }

  /** Returns the address on the host. */
  @Override
  public URI toUri() {
    return fileSystem.hostPath(this).toUri();
  }

  @Override
  public FolderPath toAbsolutePath() {
    return absolute ? this : with(true, empty() ? List.of() : names);
  }

  @Override
  public FolderPath toRealPath(LinkOption... options) throws IOException {
    FolderPath real = toAbsolutePath().normalize();
    fileSystem.status(real);
    return real;
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("no watching");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(own(other).toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FolderPath path
        && path.fileSystem == fileSystem
        && path.absolute == absolute
        && path.names.equals(names);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Boolean.hashCode(absolute);
  }

  @Override
  public String toString() {
    return (absolute ? "/" : "") + String.join("/", names);
  }
}
