package io.github.diskimagefs.cli;

import io.github.diskimagefs.options.ImageScheme;
import io.github.diskimagefs.options.ImageUri;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * An image as the command line names it: a file of the host, {@code IMAGE!/PATH!/…}, or a URI as
 * the library prints it.
 *
 * @param host the file of the host
 * @param inner the paths after it: each but the last is an image in the one before; the last one is
 *     an image too, or a path
 * @param schemes those of a URI, of the host's file first; empty if the argument is no URI
 */
record ImageReference(Path host, List<String> inner, List<String> schemes) {
  static final String SEPARATOR = "!/";

  /** Creates a reference that is no URI. */
  ImageReference(Path host, List<String> inner) {
    this(host, inner, List.of());
  }

  /**
   * Reads an argument.
   *
   * @throws IllegalArgumentException if it is neither a file's name nor a URI of an image
   */
  static ImageReference of(String argument) {
    if (argument.isEmpty()) {
      throw new IllegalArgumentException("the name of an image is empty");
    }
    Path file = hostFile(argument);
    if (file != null && Files.exists(file)) {
      return new ImageReference(file, List.of());
    }
    int colon = argument.indexOf(':');
    if (colon > 0 && ImageScheme.contains(argument.substring(0, colon))) {
      return ofUri(argument);
    }
    if (colon > 0 && argument.substring(0, colon).equalsIgnoreCase("file")) {
      throw new IllegalArgumentException(
          "the URI of an image starts with its scheme, as in iso:" + argument);
    }
    for (int at = argument.indexOf(SEPARATOR); at > 0; at = argument.indexOf(SEPARATOR, at + 1)) {
      Path prefix = hostFile(argument.substring(0, at));
      if (prefix != null && Files.exists(prefix)) {
        String rest = argument.substring(at + SEPARATOR.length());
        return new ImageReference(prefix, List.of(rest.split(SEPARATOR, -1)));
      }
    }
    int first = argument.indexOf(SEPARATOR);
    Path missing = first > 0 ? hostFile(argument.substring(0, first)) : file;
    if (missing == null) {
      throw new IllegalArgumentException("not the name of a file: " + argument);
    }
    return new ImageReference(missing, List.of());
  }

  private static Path hostFile(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static ImageReference ofUri(String text) {
    Deque<String> schemes = new ArrayDeque<>();
    Deque<String> inner = new ArrayDeque<>();
    URI uri = uri(text);
    for (String scheme = scheme(uri); ImageUri.owns(scheme); scheme = scheme(uri)) {
      ImageUri parsed = ImageUri.parse(scheme, uri);
      schemes.addFirst(scheme);
      inner.addFirst(parsed.path().substring(1));
      uri = parsed.host();
    }
    if (inner.getLast().isEmpty()) {
      inner.removeLast(); // the root of the last image
    }
    return new ImageReference(hostFile(uri, text), List.copyOf(inner), List.copyOf(schemes));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URI: " + e.getMessage(), e);
    }
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static Path hostFile(URI file, String uri) {
    try {
      return Path.of(file);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new IllegalArgumentException("not the URI of a file of this host: " + uri, e);
    }
  }
}
