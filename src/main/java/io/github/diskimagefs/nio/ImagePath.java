package io.github.diskimagefs.nio;

import java.io.IOException;
import java.net.URI;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;

/**
 * A path of an image: names separated by {@code /}, as in the JDK's Unix path.
 *
 * <p>A path from a directory stream holds its resolved entry and builds its text when that is
 * needed. The fields that change are caches: a thread that finds one unset computes it again.
 */
class ImagePath implements Path {
  private final ImageFileSystem fileSystem;
  private final ImagePath directory;
  private String text;
  private ResolvedEntry entry;
  private PathNames names;

  /** Creates a path of a text. */
  private ImagePath(ImageFileSystem fileSystem, String text) {
    this.fileSystem = fileSystem;
    this.directory = null;
    this.text = text;
  }

  /** Creates the path of an entry listed in {@code directory}, whose text is already built. */
  ImagePath(ImagePath directory, ResolvedEntry entry) {
    this.fileSystem = directory.fileSystem;
    this.directory = directory;
    this.entry = entry;
  }

  /** Creates a path of any text; removes superfluous slashes. */
  static ImagePath of(ImageFileSystem fileSystem, String text) {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new InvalidPathException(text, "NUL is no part of a name", nul);
    }
    return new ImagePath(fileSystem, PathNames.clean(text));
  }

  /** Creates the path of a symbolic link's target, shown as recorded, with superfluous slashes. */
  static ImagePath target(ImageFileSystem fileSystem, String recorded) {
    ImagePath plain = of(fileSystem, recorded);
    return plain.text.equals(recorded) ? plain : new Target(fileSystem, plain.text, recorded);
  }

  /** Returns the entry if it was looked up before; a symbolic link as last name is not followed. */
  ResolvedEntry entry() {
    return entry;
  }

  void entry(ResolvedEntry found) {
    entry = found;
  }

  /** Returns the absolute text. */
  String absolute() {
    String own = text();
    return isAbsolute() ? own : '/' + own;
  }

  private boolean isEmpty() {
    return text().isEmpty();
  }

  private ImagePath with(String other) {
    return new ImagePath(fileSystem, other);
  }

  private PathNames names() {
    PathNames known = names;
    if (known == null) {
      known = PathNames.of(text());
      names = known;
    }
    return known;
  }

  private ImagePath checked(Path other) {
    if (Objects.requireNonNull(other) instanceof ImagePath path
        && path.fileSystem.provider() == fileSystem.provider()) {
      return path;
    }
    throw new ProviderMismatchException();
  }

  @Override
  public ImageFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return (directory != null && text == null) ? directory.isAbsolute() : text.startsWith("/");
  }

  @Override
  public ImagePath getRoot() {
    return isAbsolute() ? with("/") : null;
  }

  @Override
  public ImagePath getFileName() {
    if (directory != null) {
      return with(entry.node().name());
    }
    int count = names().count();
    if (count == 0) {
      return null;
    }
    return count == 1 && !isAbsolute() ? this : getName(count - 1);
  }

  @Override
  public ImagePath getParent() {
    if (directory != null) {
      return directory.isEmpty() ? null : directory;
    }
    int slash = text.lastIndexOf('/');
    if (slash < 0 || text.length() == 1) {
      return null;
    }
    return with(slash == 0 ? "/" : text.substring(0, slash));
  }

  @Override
  public int getNameCount() {
    return names().count();
  }

  @Override
  public ImagePath getName(int index) {
    if (index < 0 || index >= names().count()) {
      throw new IllegalArgumentException("name " + index + " of " + names().count());
    }
    return with(names().name(index));
  }

  @Override
  public ImagePath subpath(int begin, int end) {
    if (begin < 0 || begin >= end || end > names().count()) {
      throw new IllegalArgumentException(
          "names " + begin + " to " + end + " of " + names().count());
    }
    return with(names().range(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    if (!(Objects.requireNonNull(other) instanceof ImagePath path)
        || !path.fileSystem.equals(fileSystem)
        || path.isAbsolute() != isAbsolute()) {
      return false;
    }
    if (path.isEmpty() || isEmpty()) {
      return path.isEmpty() && isEmpty();
    }
    return names().startWith(path.names());
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(Objects.requireNonNull(other) instanceof ImagePath path)
        || !path.fileSystem.equals(fileSystem)) {
      return false;
    }
    if (path.isAbsolute() || path.isEmpty() || isEmpty()) {
      return path.text().equals(text());
    }
    return names().endWith(path.names());
  }

  @Override
  public ImagePath normalize() {
    String normal = names().normal();
    return normal.equals(text()) ? this : with(normal);
  }

  @Override
  public ImagePath resolve(Path other) {
    ImagePath path = checked(other);
    if (path.isAbsolute() || isEmpty()) {
      return path;
    }
    return path.isEmpty() ? this : with(PathNames.join(text(), path.text()));
  }

  @Override
  public ImagePath relativize(Path other) {
    ImagePath path = checked(other);
    if (path.equals(this)) {
      return with("");
    }
    if (!path.fileSystem.equals(fileSystem)) {
      throw new IllegalArgumentException("of different file systems: " + this + ", " + path);
    }
    if (path.isAbsolute() != isAbsolute()) {
      throw new IllegalArgumentException("one is absolute: " + this + ", " + path);
    }
    return isEmpty() ? path : with(names().relativize(path.names()));
  }

  /**
   * Returns the URI of this path. That of a folder ends in {@code /}, because class loaders and
   * scanners of class paths tell folders from archives by it; a folder that cannot be looked up, as
   * in a closed image, is treated as a file.
   */
  @Override
  public URI toUri() {
    String path = absolute();
    return fileSystem.uri(path.endsWith("/") || !isFolder() ? path : path + '/');
  }

  private boolean isFolder() {
    try {
      return Files.isDirectory(this);
    } catch (ClosedFileSystemException e) {
      return false;
    }
  }

  @Override
  public ImagePath toAbsolutePath() {
    if (isAbsolute()) {
      return this;
    }
    ImagePath absolute = with(PathNames.clean(absolute()));
    absolute.entry = entry;
    return absolute;
  }

  @Override
  public ImagePath toRealPath(LinkOption... options) throws IOException {
    return fileSystem.realPath(this, follow(options));
  }

  /** Returns whether symbolic links are followed. */
  static boolean follow(LinkOption... options) {
    for (LinkOption option : options) {
      if (Objects.requireNonNull(option) == LinkOption.NOFOLLOW_LINKS) {
        return false;
      }
    }
    return true;
  }

  /** Throws, because an image never changes, so every watch service is another provider's. */
  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    Objects.requireNonNull(watcher);
    Objects.requireNonNull(events);
    Objects.requireNonNull(modifiers);
    throw new ProviderMismatchException();
  }

  @Override
  public int compareTo(Path other) {
    ImagePath path = (ImagePath) other;
    if (path.fileSystem.provider() != fileSystem.provider()) {
      throw new ClassCastException("of different providers: " + this + ", " + path);
    }
    int order = PathNames.compare(text(), path.text());
    return order != 0 ? order : fileSystem.compareTo(path.fileSystem);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof ImagePath path
            && path.fileSystem.equals(fileSystem)
            && path.text().equals(text()));
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }

  private String text() {
    String known = text;
    if (known == null) {
      known = PathNames.join(directory.text(), entry.node().name());
      text = known;
    }
    return known;
  }

  /** A path shown with its slashes as recorded, as the JDK shows link targets. */
  private static final class Target extends ImagePath {
    private final String recorded;

    Target(ImageFileSystem fileSystem, String text, String recorded) {
      super(fileSystem, text);
      this.recorded = recorded;
    }

    @Override
    public String toString() {
      return recorded;
    }
  }
}
