package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The view of extended attributes and further forks. */
final class UserAttributes implements UserDefinedFileAttributeView {
  /** Prefix of the attributes that belong to the view {@code image} instead of this one. */
  static final String IMAGE = "image:";

  private final ImagePath path;
  private final boolean follow;

  UserAttributes(ImagePath path, boolean follow) {
    this.path = path;
    this.follow = follow;
  }

  private ResolvedEntry find() throws IOException {
    return path.getFileSystem().find(path, follow);
  }

  private ByteSource source(String name) throws IOException {
    ResolvedEntry entry = find();
    ByteSource source = null;
    try {
      source =
          name.startsWith(IMAGE)
              ? null
              : path.getFileSystem().volume().attribute(entry.node(), name);
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
    if (source == null) {
      throw new FileSystemException(path.toString(), null, "has no attribute " + name);
    }
    return new NamedSource(source, path);
  }

  @Override
  public String name() {
    return "user";
  }

  @Override
  public List<String> list() throws IOException {
    ResolvedEntry entry = find();
    List<String> names;
    try {
      names = new ArrayList<>(path.getFileSystem().volume().attributes(entry.node()));
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
    names.removeIf(name -> name.startsWith(IMAGE));
    return names;
  }

  @Override
  public int size(String name) throws IOException {
    return (int) Math.min(source(name).size(), Integer.MAX_VALUE);
  }

  @Override
  public int read(String name, ByteBuffer target) throws IOException {
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("Read-only buffer");
    }
    ByteSource source = source(name);
    if (source.size() > target.remaining()) {
      throw new FileSystemException(
          path.toString(), null, name + " has " + source.size() + " bytes, more than are free");
    }
    return readInto(source, target);
  }

  private static int readInto(ByteSource source, ByteBuffer target) throws IOException {
    int size = (int) source.size();
    source.readFully(0, target.slice(target.position(), size));
    target.position(target.position() + size);
    return size;
  }

  /** Returns the value of an attribute. */
  byte[] value(String name) throws IOException {
    return value(path, name, source(name));
  }

  /**
   * Returns the bytes of an attribute.
   *
   * @throws IOException if they are longer than a quarter of the heap
   */
  static byte[] value(ImagePath path, String name, ByteSource source) throws IOException {
    long max = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 4);
    if (source.size() > max) {
      throw new FileSystemException(
          path.toString(), null, name + " has " + source.size() + " bytes, too many for an array");
    }
    return source.readFully(0, (int) source.size());
  }

  @Override
  public int write(String name, ByteBuffer source) {
    Objects.requireNonNull(name);
    Objects.requireNonNull(source);
    path.getFileSystem().checkOpen();
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(String name) {
    Objects.requireNonNull(name);
    path.getFileSystem().checkOpen();
    throw new ReadOnlyFileSystemException();
  }
}
