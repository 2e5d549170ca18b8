package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Volume;
import java.nio.file.FileStore;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Objects;

/** A volume as a file store. */
final class ImageFileStore extends FileStore {
  private final String container;
  private final Volume volume;

  /**
   * Creates a file store.
   *
   * @param container the format of the image file
   */
  ImageFileStore(String container, Volume volume) {
    this.container = container;
    this.volume = volume;
  }

  @Override
  public String name() {
    return volume.label();
  }

  @Override
  public String type() {
    return volume.type();
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public long getTotalSpace() {
    return volume.size();
  }

  /** Returns 0, because images are read-only. */
  @Override
  public long getUsableSpace() {
    return 0;
  }

  @Override
  public long getUnallocatedSpace() {
    return volume.free();
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    Objects.requireNonNull(type);
    return type == BasicFileAttributeView.class
        || type == UserDefinedFileAttributeView.class
        || (type == PosixFileAttributeView.class && volume.posix())
        || (type == FileOwnerAttributeView.class && volume.posix())
        || (type == DosFileAttributeView.class && volume.dos());
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return AttributeNames.views(volume).contains(Objects.requireNonNull(name));
  }

  @Override
  public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
    Objects.requireNonNull(type);
    return null;
  }

  @Override
  public Object getAttribute(String attribute) {
    return switch (attribute) {
      case "totalSpace" -> getTotalSpace();
      case "usableSpace" -> getUsableSpace();
      case "unallocatedSpace" -> getUnallocatedSpace();
      case "image:container" -> container;
      default -> throw new UnsupportedOperationException("no attribute " + attribute);
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageFileStore store && store.volume == volume;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(volume);
  }

  @Override
  public String toString() {
    return volume.label() + " (" + volume.type() + ")";
  }
}
