package io.github.diskimagefs.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** The attributes of view {@code unix} that are shown, read at once. */
public final class UnixAttributes implements BasicFileAttributes {
  private static final String NAMES =
      "unix:mode,nlink,uid,gid,rdev,size,isRegularFile,isDirectory,isSymbolicLink,"
          + "lastModifiedTime,lastAccessTime,creationTime";

  private final Map<String, Object> values;

  private UnixAttributes(Map<String, Object> values) {
    this.values = values;
  }

  /** Reads the attributes of an entry, a link itself, of an image that has the view. */
  public static UnixAttributes of(Path path) throws IOException {
    return new UnixAttributes(Files.readAttributes(path, NAMES, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Returns the attributes of an entry, a link itself.
   *
   * @param known attributes that were read before, perhaps these
   * @return null if the image has no modes and owners
   */
  public static UnixAttributes of(Path entry, BasicFileAttributes known) throws IOException {
    if (known instanceof UnixAttributes unix) {
      return unix;
    }
    return entry.getFileSystem().supportedFileAttributeViews().contains("unix") ? of(entry) : null;
  }

  /** Returns the type and the permissions, as {@code st_mode}. */
  public int mode() {
    return (Integer) values.get("mode");
  }

  /** Returns the number of hard links. */
  public long links() {
    return ((Number) values.get("nlink")).longValue();
  }

  /** Returns the number of the owner. */
  public long owner() {
    return Integer.toUnsignedLong((Integer) values.get("uid"));
  }

  /** Returns the number of the group. */
  public long group() {
    return Integer.toUnsignedLong((Integer) values.get("gid"));
  }

  /** Returns the number of a device, in the 64-bit encoding of Linux. */
  public long device() {
    return ((Number) values.get("rdev")).longValue();
  }

  @Override
  public FileTime lastModifiedTime() {
    return (FileTime) values.get("lastModifiedTime");
  }

  @Override
  public FileTime lastAccessTime() {
    return (FileTime) values.get("lastAccessTime");
  }

  @Override
  public FileTime creationTime() {
    return (FileTime) values.get("creationTime");
  }

  @Override
  public boolean isRegularFile() {
    return (Boolean) values.get("isRegularFile");
  }

  @Override
  public boolean isDirectory() {
    return (Boolean) values.get("isDirectory");
  }

  @Override
  public boolean isSymbolicLink() {
    return (Boolean) values.get("isSymbolicLink");
  }

  @Override
  public boolean isOther() {
    return !isRegularFile() && !isDirectory() && !isSymbolicLink();
  }

  @Override
  public long size() {
    return (Long) values.get("size");
  }

  /** Returns null, because a listing compares no files. */
  @Override
  public Object fileKey() {
    return null;
  }
}
