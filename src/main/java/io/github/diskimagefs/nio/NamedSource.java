package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a file, whose errors name the file.
 *
 * @param path the file as the caller named it
 */
record NamedSource(ByteSource bytes, ImagePath path) implements ByteSource {
  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    try {
      return bytes.read(position, target);
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    try {
      return bytes.extent(position, length);
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
  }

  @Override
  public void requireWhole() throws IOException {
    try {
      bytes.requireWhole();
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
  }

  @Override
  public boolean isEncoded() {
    return bytes.isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    bytes.prefetch(position, length);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
