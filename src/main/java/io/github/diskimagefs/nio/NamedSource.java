package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ForwardingSource;
import io.github.diskimagefs.bytes.HostExtent;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a file, whose errors name the file. */
final class NamedSource extends ForwardingSource {
  private final ImagePath path;

  /**
   * Creates a source.
   *
   * @param source closed with this one
   * @param path the file as the caller named it
   */
  NamedSource(ByteSource source, ImagePath path) {
    super(source);
    this.path = path;
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    try {
      return source.read(position, target);
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    try {
      return source.extent(position, length);
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
  }

  @Override
  public long hole(long position) throws IOException {
    try {
      return source.hole(position);
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
  }

  @Override
  public void requireWhole() throws IOException {
    try {
      source.requireWhole();
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
