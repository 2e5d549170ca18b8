package io.github.diskimagefs.cli;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.options.ImageScheme;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The innermost image that an argument names, and the images around it, which are open. */
final class OpenReference implements Closeable {
  private final Deque<Closeable> outer = new ArrayDeque<>();
  private final List<String> schemes;
  private final Map<String, Object> env;
  private final Path image;
  private final String path;
  private final String argument;

  private OpenReference(
      ImageReference reference,
      String argument,
      StandardInputImage input,
      boolean whole,
      Map<String, Object> env)
      throws IOException {
    this.argument = argument;
    if (input != null) {
      outer.push(input);
    }
    schemes = reference.schemes();
    List<String> names = new ArrayList<>(reference.inner());
    String last = null;
    if (hasPath(reference, whole)) {
      last = names.remove(names.size() - 1);
    }
    boolean uncertain = schemes.isEmpty();
    Path file = reference.host();
    Map<String, Object> options = outerOptions(env);
    try {
      for (int i = 0; i < names.size(); i++) {
        FileSystem around = openAround(file, i, options, names.size() - i + (last == null ? 0 : 1));
        outer.push(around);
        String name = names.get(i);
        // A separator may be part of a name, unless a URI has escaped it there.
        while (uncertain && i < names.size() - 1 && Files.notExists(around.getPath("/", name))) {
          i++;
          name = name + ImageReference.SEPARATOR + names.get(i);
        }
        if (uncertain && last != null && Files.notExists(around.getPath("/", name))) {
          String joined = name + ImageReference.SEPARATOR + last;
          if (Files.exists(around.getPath("/", joined), LinkOption.NOFOLLOW_LINKS)) {
            last = joined;
            outer.pop().close();
            break;
          }
        }
        file = around.getPath("/", name);
      }
    } catch (IOException | RuntimeException e) {
      try {
        close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    this.env = withScheme(names.size(), env);
    image = file;
    path = last;
  }

  /** Returns whether the last name of a reference is a path, not an image. */
  private static boolean hasPath(ImageReference reference, boolean whole) {
    int names = reference.inner().size();
    int images = reference.schemes().size();
    return names > 0
        && (images == 0 || images == names) // a URI names a scheme for each image
        && (!whole || reference.inner().get(names - 1).isEmpty());
  }

  /** Opens an image around another one; {@code separators} follow it in the argument. */
  private FileSystem openAround(Path file, int depth, Map<String, Object> options, int separators)
      throws IOException {
    try {
      return open(file, depth, options);
    } catch (IOException e) {
      throw named(e, file, separators);
    }
  }

  /**
   * Returns an error that names an image in an image as the argument does, where the message starts
   * with the path of that image.
   *
   * @param separators how many follow the image in the argument
   */
  private IOException named(IOException e, Path file, int separators) {
    String text = Failure.inOneLine(e);
    String name = DisplayText.oneLine(file.toString());
    if (file.getFileSystem() == FileSystems.getDefault() || !text.startsWith(name + ':')) {
      return e;
    }
    int end = argument.length();
    for (int i = 0; i < separators; i++) {
      end = argument.lastIndexOf(ImageReference.SEPARATOR, end - 1);
    }
    return new IOException(argument.substring(0, end) + text.substring(name.length()), e);
  }

  /** Opens, describes or checks the innermost image. */
  interface Work<T> {
    T on(Path image, Map<String, Object> env) throws IOException;
  }

  /** Does work on the innermost image; errors of opening it name it as the argument does. */
  <T> T with(Work<T> work) throws IOException {
    try {
      return work.on(image, env);
    } catch (IOException e) {
      throw named(e, image, path == null ? 0 : 1);
    }
  }

  /**
   * Opens the innermost image. Messages about the path in it name it as the argument does.
   *
   * @throws IOException if it cannot be opened, or if the path looks like one in a further image
   */
  FileSystem open(Console console) throws IOException {
    FileSystem disc = with(DiskImages::open);
    boolean named = path != null && !path.isEmpty();
    console.nameArgument(named ? '/' + path : "", argument);
    if (named
        && !schemes.isEmpty()
        && path.contains(ImageReference.SEPARATOR)
        && Files.notExists(disc.getPath("/", path), LinkOption.NOFOLLOW_LINKS)) {
      disc.close();
      throw new IOException(argument + ": needs a scheme for each image, as in img:" + argument);
    }
    return disc;
  }

  /** Opens an image, or an archive, around another one. */
  private FileSystem open(Path file, int depth, Map<String, Object> options) throws IOException {
    if (depth >= schemes.size() || ImageScheme.contains(schemes.get(depth))) {
      return DiskImages.open(file, withScheme(depth, options));
    }
    for (FileSystemProvider provider : FileSystemProvider.installedProviders()) {
      if (provider.getScheme().equalsIgnoreCase(schemes.get(depth))) {
        try {
          return provider.newFileSystem(file, Map.of());
        } catch (UnsupportedOperationException e) {
          throw new IOException(file + ": no archive", e);
        }
      }
    }
    throw new IOException(file + ": no provider of " + schemes.get(depth) + ": is installed");
  }

  /** Returns options with the scheme by which a URI names the image of a depth. */
  private Map<String, Object> withScheme(int depth, Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    Optional<ImageScheme> scheme =
        depth < schemes.size() ? ImageScheme.of(schemes.get(depth)) : Optional.empty();
    scheme.ifPresent(each -> all.put("scheme", each));
    return all;
  }

  /**
   * Opens the images around the innermost one.
   *
   * @param argument the reference as the command line has it
   * @param whole whether the last name is an image, not a path in one
   */
  static OpenReference of(
      ImageReference reference, String argument, boolean whole, Map<String, Object> env)
      throws IOException {
    return new OpenReference(reference, argument, null, whole, env);
  }

  /**
   * Opens the images around the innermost one, of which the outermost is the standard input. It is
   * deleted when the reference is closed.
   *
   * @param inner the rest of the argument: nothing, or a separator and paths
   */
  static OpenReference of(
      StandardInputImage input, String inner, boolean whole, Map<String, Object> env)
      throws IOException {
    List<String> names =
        inner.isEmpty()
            ? List.of()
            : List.of(
                inner
                    .substring(ImageReference.SEPARATOR.length())
                    .split(ImageReference.SEPARATOR, -1));
    return new OpenReference(
        new ImageReference(input.file(), names), '-' + inner, input, whole, env);
  }

  /** Returns the options that are not about the innermost image alone. */
  private static Map<String, Object> outerOptions(Map<String, Object> env) {
    Map<String, Object> options = new HashMap<>(env);
    options.keySet().removeAll(List.of("view", "volume", "session", "snapshot"));
    return options;
  }

  /** Returns the path in it, relative to its root; null if the argument has none. */
  String path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    IOException error = null;
    while (!outer.isEmpty()) {
      try {
        outer.pop().close();
      } catch (IOException e) {
        error = e;
      }
    }
    if (error != null) {
      throw error;
    }
  }
}
