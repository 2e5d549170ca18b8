package io.github.diskimagefs.nio;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A connection to a file of an image, or to the names in a directory. */
final class ImageUrlConnection extends URLConnection {
  /** Last year that a header's four digits can express. */
  private static final int MAX_YEAR = 9999;

  private Path path;
  private BasicFileAttributes attributes;

  ImageUrlConnection(URL url) {
    super(url);
  }

  @Override
  public void connect() throws IOException {
    if (connected) {
      return;
    }
    try {
      // Without the fragment, which class loaders add for themselves.
      URI uri = new URI(url.getProtocol() + ':' + url.getFile());
      path = ImageProviders.named(url.getProtocol()).getPath(uri);
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      throw new IOException(url + ": " + e.getMessage(), e);
    }
    attributes = Files.readAttributes(path, BasicFileAttributes.class);
    connected = true;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    connect();
    return attributes.isDirectory() ? new DirectoryListingStream(path) : Files.newInputStream(path);
  }

  /**
   * Returns the attributes; null if they cannot be read, because the header's getters report no
   * errors.
   */
  private BasicFileAttributes attributes() {
    try {
      connect();
    } catch (IOException e) {
      return null;
    }
    return attributes;
  }

  @Override
  public long getContentLengthLong() {
    BasicFileAttributes known = attributes();
    return known == null || !known.isRegularFile() ? -1 : known.size();
  }

  @Override
  public long getLastModified() {
    BasicFileAttributes known = attributes();
    return known == null ? 0 : known.lastModifiedTime().toMillis();
  }

  @Override
  public String getContentType() {
    BasicFileAttributes known = attributes();
    return known != null && known.isDirectory()
        ? "text/plain"
        : guessContentTypeFromName(url.getPath());
  }

  /** Returns a header by its name, as the JDK's connections to archives do. */
  @Override
  public String getHeaderField(String name) {
    if (name == null) {
      return null;
    }
    switch (name.toLowerCase(Locale.ROOT)) {
      case "content-length":
        long length = getContentLengthLong();
        return length < 0 ? null : Long.toString(length);
      case "content-type":
        return getContentType();
      case "last-modified":
        OffsetDateTime date = Instant.ofEpochMilli(getLastModified()).atOffset(ZoneOffset.UTC);
        boolean writable = date.getYear() >= 0 && date.getYear() <= MAX_YEAR;
        return writable ? DateTimeFormatter.RFC_1123_DATE_TIME.format(date) : null;
      default:
        return null;
    }
  }
}
