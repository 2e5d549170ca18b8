package io.github.diskimagefs.cli;

import io.github.diskimagefs.options.ImageScheme;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An image as the command line names it: a file of the host, {@code IMAGE!/PATH!/…}, or a URI as
 * the library prints it.
 *
 * @param host the file of the host
 * @param inner the paths after it: each but the last is an image in the one before; the last one is
 *     an image too, or a path
 * @param image whether the last one is an image for sure
 */
record ImageReference(Path host, List<String> inner, boolean image) {
  static final String SEPARATOR = "!/";

  /** Replaces the separator in URLs. */
  private static final String ESCAPED_SEPARATOR = "!%2F";

  /**
   * Reads an argument.
   *
   * @throws IllegalArgumentException if it is neither a file's name nor a URI of an image
   */
  static ImageReference of(String argument) {
    Path file = hostFile(argument);
    if (file != null && Files.exists(file)) {
      return new ImageReference(file, List.of(), false);
    }
    int colon = argument.indexOf(':');
    if (colon > 0 && ImageScheme.contains(argument.substring(0, colon))) {
      return ofUri(argument);
    }
    for (int at = argument.indexOf(SEPARATOR); at > 0; at = argument.indexOf(SEPARATOR, at + 1)) {
      Path prefix = hostFile(argument.substring(0, at));
      if (prefix != null && Files.exists(prefix)) {
        String rest = argument.substring(at + SEPARATOR.length());
        return new ImageReference(prefix, List.of(rest.split(SEPARATOR, -1)), false);
      }
    }
    int first = argument.indexOf(SEPARATOR);
    Path missing = first > 0 ? hostFile(argument.substring(0, first)) : file;
    if (missing == null) {
      throw new IllegalArgumentException("not the name of a file: " + argument);
    }
    return new ImageReference(missing, List.of(), false);
  }

  private static Path hostFile(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Each scheme of images has one separator; the last may be missing. */
  private static ImageReference ofUri(String uri) {
    String rest = uri.replace(ESCAPED_SEPARATOR, SEPARATOR);
    int schemes = 0;
    for (int colon = rest.indexOf(':');
        colon > 0 && ImageScheme.contains(rest.substring(0, colon));
        colon = rest.indexOf(':')) {
      schemes++;
      rest = rest.substring(colon + 1);
    }
    String[] parts = rest.split(SEPARATOR, schemes + 1);
    if (parts.length < schemes) {
      throw new IllegalArgumentException("needs a !/ for each image in an image: " + uri);
    }
    List<String> inner = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      inner.add(URLDecoder.decode(parts[i].replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return new ImageReference(hostFile(URI.create(parts[0]), uri), inner, inner.size() < schemes);
  }

  private static Path hostFile(URI file, String uri) {
    try {
      return Path.of(file);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new IllegalArgumentException("not the URI of a file of this host: " + uri, e);
    }
  }
}
