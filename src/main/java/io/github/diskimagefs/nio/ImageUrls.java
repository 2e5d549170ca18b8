package io.github.diskimagefs.nio;

import io.github.diskimagefs.options.ImageScheme;
import io.github.diskimagefs.options.ImageUri;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.spi.URLStreamHandlerProvider;
import java.util.Locale;

/**
 * Makes URLs of the URIs of images, so that {@code path.toUri().toURL()} can be opened, and a
 * {@link java.net.URLClassLoader} finds classes in an image. The first use mounts the image, as
 * {@code Path.of(URI)} does.
 */
public final class ImageUrls extends URLStreamHandlerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ImageUrls() {}

  /**
   * Returns the handler of a protocol. Called for every protocol unknown to the JDK, so it creates
   * no file system provider.
   */
  @Override
  public URLStreamHandler createURLStreamHandler(String protocol) {
    return ImageScheme.contains(protocol) ? new Handler() : null;
  }

  private static final class Handler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new ImageUrlConnection(url);
    }

    /** Resolves a text that starts with a slash as a path in the same image. */
    @Override
    protected void parseURL(URL url, String spec, int start, int limit) {
      String base = url.getPath();
      int separator = base == null ? -1 : base.lastIndexOf("!/");
      if (separator < 0 || !spec.startsWith("/", start)) {
        super.parseURL(url, spec, start, limit);
        return;
      }
      String path = base.substring(0, separator + 1) + spec.substring(start, limit);
      setURL(url, url.getProtocol(), "", -1, null, null, path, null, url.getRef());
    }

    /**
     * Escapes the separators, because the JDK puts {@code jar:} before and {@code !/} after the URL
     * of an archive, and takes the text before the first {@code !/} for the archive.
     */
    @Override
    protected String toExternalForm(URL url) {
      String text = super.toExternalForm(url);
      String path = url.getPath().toLowerCase(Locale.ROOT);
      return path.endsWith(".jar") || path.endsWith(".zip")
          ? ImageUri.escapeSeparators(text)
          : text;
    }

    /** Compares the texts; no host address is resolved. */
    @Override
    protected int hashCode(URL url) {
      return url.getPath().hashCode();
    }

    @Override
    protected boolean equals(URL one, URL other) {
      return one.toExternalForm().equals(other.toExternalForm());
    }
  }
}
