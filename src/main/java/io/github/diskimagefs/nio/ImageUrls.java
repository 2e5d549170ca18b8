package io.github.diskimagefs.nio;

import io.github.diskimagefs.options.ImageScheme;
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

  /** Asked for every protocol that the JDK does not know itself, so no provider is made for it. */
  @Override
  public URLStreamHandler createURLStreamHandler(String protocol) {
    return ImageScheme.contains(protocol) ? new Handler() : null;
  }

  private static final class Handler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new ImageUrlConnection(url);
    }

    /** What begins with a slash is a path in the same image. */
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
     * The JDK puts {@code jar:} before the URL of an archive and {@code !/} after it, and takes the
     * text before the first {@code !/} for the archive.
     */
    @Override
    protected String toExternalForm(URL url) {
      String text = super.toExternalForm(url);
      String path = url.getPath().toLowerCase(Locale.ROOT);
      return path.endsWith(".jar") || path.endsWith(".zip")
          ? ImageUri.escapeSeparators(text)
          : text;
    }

    /** By the text; no host's address is asked for. */
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
