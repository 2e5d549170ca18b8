package io.github.diskimagefs.nio;

import io.github.diskimagefs.options.ImageScheme;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A URI of an image or of a path in one, taken apart: {@code iso:file:///a.iso!/docs/x.txt}.
 *
 * <p>Each scheme of a chain that stands for a file in a file owns one {@code !/}. They are counted
 * from the inside out, so that {@code iso:dmg:file:///a.dmg!/b.iso!/c.txt} is {@code /c.txt} in the
 * image {@code dmg:file:///a.dmg!/b.iso}.
 *
 * @param host URI of the image file
 * @param path the text after the last separator, decoded, from its {@code /} on; {@code /} if there
 *     is nothing
 */
record ImageUri(URI host, String path) {
  /** The scheme of zipfs, whose URIs hold another URI, a separator, and a path as well. */
  private static final String ARCHIVE = "jar";

  private static final String SEPARATOR = "!/";

  /** Stands for a separator where {@code !/} would be taken for an archive's. */
  private static final String ESCAPED_SEPARATOR = "!%2F";

  /** The text of a URI or URL, its separators veiled. */
  static String escapeSeparators(String uri) {
    return uri.replace(SEPARATOR, ESCAPED_SEPARATOR);
  }

  /**
   * Takes a URI apart.
   *
   * @throws IllegalArgumentException if it is not of that scheme and form
   */
  static ImageUri parse(String scheme, URI uri) {
    if (!scheme.equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException("not of the scheme " + scheme + ": " + uri);
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a # is written %23: " + uri);
    }
    String rest = uri.getRawSchemeSpecificPart().replace(ESCAPED_SEPARATOR, SEPARATOR);
    int base = 0;
    int owned = 1;
    while (owns(scheme(rest, base, uri))) {
      owned++;
      base = rest.indexOf(':', base) + 1;
    }
    int end = base;
    for (int i = 0; i < owned; i++) {
      end = rest.indexOf(SEPARATOR, i == 0 ? base : end + 1);
      if (end < 0) {
        if (i < owned - 1) {
          throw new IllegalArgumentException("needs a !/ for each image in an image: " + uri);
        }
        return new ImageUri(host(rest, uri), "/");
      }
    }
    return new ImageUri(host(rest.substring(0, end), uri), UriText.decode(rest.substring(end + 1)));
  }

  /** Whether URIs of that scheme hold another URI. */
  static boolean owns(String scheme) {
    return scheme.equals(ARCHIVE) || ImageScheme.contains(scheme);
  }

  private static String scheme(String rest, int from, URI uri) {
    int colon = rest.indexOf(':', from);
    int slash = rest.indexOf('/', from);
    if (colon <= from || (slash >= 0 && slash < colon)) {
      throw new IllegalArgumentException("needs the image file's own URI: " + uri);
    }
    return rest.substring(from, colon).toLowerCase(Locale.ROOT);
  }

  private static URI host(String text, URI uri) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a file's URI: " + uri, e);
    }
  }

  /**
   * The URI of a path in an image.
   *
   * @param path absolute
   */
  static URI of(String scheme, URI host, String path) {
    return URI.create(scheme + ':' + escaped(host) + '!' + UriText.encode(path));
  }

  /** The text of the image file's URI, in which a {@code !} of a name is written {@code %21}. */
  private static String escaped(URI host) {
    String text = host.toString();
    int base = 0;
    int owned = 0;
    while (owns(scheme(text, base, host))) {
      owned++;
      base = text.indexOf(':', base) + 1;
    }
    StringBuilder escaped = new StringBuilder(text.length()).append(text, 0, base);
    for (int i = base; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '!') {
        escaped.append(c);
      } else if (owned > 0 && text.startsWith(SEPARATOR, i)) {
        escaped.append(c);
        owned--;
      } else {
        escaped.append("%21");
      }
    }
    return escaped.toString();
  }
}
