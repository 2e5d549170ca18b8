package io.github.diskimagefs.options;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A parsed URI of an image or of a path in one: {@code iso:file:///a.iso!/docs/x.txt}.
 *
 * <p>Each scheme of nested images and archives has one {@code !/}. They are counted from the
 * innermost, so that {@code iso:dmg:file:///a.dmg!/b.iso!/c.txt} is {@code /c.txt} in the image
 * {@code dmg:file:///a.dmg!/b.iso}.
 *
 * @param host URI of the image file
 * @param path decoded path after the last separator, starting with {@code /}; {@code /} if there is
 *     none
 */
public record ImageUri(URI host, String path) {
  /** The scheme of zipfs, whose URIs hold another URI, a separator, and a path as well. */
  private static final String ARCHIVE = "jar";

  private static final String SEPARATOR = "!/";

  /** Replaces a separator where the JDK would take {@code !/} for an archive's. */
  private static final String ESCAPED_SEPARATOR = "!%2F";

  /** Returns the text of a URI or URL with escaped separators. */
  public static String escapeSeparators(String uri) {
    return uri.replace(SEPARATOR, ESCAPED_SEPARATOR);
  }

  /**
   * Parses a URI.
   *
   * @throws IllegalArgumentException if it is not of that scheme and form
   */
  public static ImageUri parse(String scheme, URI uri) {
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

  /** Returns whether URIs of a scheme contain another URI. */
  public static boolean owns(String scheme) {
    return scheme.equals(ARCHIVE) || ImageScheme.contains(scheme);
  }

  private static String scheme(String rest, int start, URI uri) {
    int colon = rest.indexOf(':', start);
    int slash = rest.indexOf('/', start);
    if (colon <= start || (slash >= 0 && slash < colon)) {
      String path = rest.substring(start).replaceFirst("^/+", "");
      String file = (slash == start ? "file:///" : "file:///.../") + path;
      throw new IllegalArgumentException(
          "needs the image file's own URI, as "
              + uri.getScheme()
              + ':'
              + rest.substring(0, start)
              + file
              + ", not "
              + uri);
    }
    return rest.substring(start, colon).toLowerCase(Locale.ROOT);
  }

  private static URI host(String text, URI uri) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a file's URI: " + uri, e);
    }
  }

  /**
   * Returns the URI of a path in an image.
   *
   * @param path absolute
   */
  public static URI of(String scheme, URI host, String path) {
    return URI.create(scheme + ':' + escaped(host) + '!' + UriText.encode(path));
  }

  /** Returns the text of the image file's URI, with {@code !} in names written as {@code %21}. */
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
