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

/** A file of an image, read by URL. */
final class ImageUrlConnection extends URLConnection {
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
      // Without the fragment, which is the reader's business: class loaders add one.
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
    return Files.newInputStream(path);
  }

  /** As the other getters: what cannot be had is unknown. */
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
    return guessContentTypeFromName(url.getPath());
  }
}
