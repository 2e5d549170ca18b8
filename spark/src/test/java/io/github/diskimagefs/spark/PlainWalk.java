package io.github.diskimagefs.spark;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;

/** What a loop on one thread finds in an image of the default file system: the expected rows. */
final class PlainWalk extends SimpleFileVisitor<Path> {
  /** The columns that are compared. */
  static final String[] COLUMNS = {
    "image",
    "path",
    "type",
    "size",
    "modified",
    "created",
    "mode",
    "uid",
    "gid",
    "target",
    "sha256",
    "label",
    "volume_type",
    "error"
  };

  private final String image;
  private final boolean hashes;
  private final List<String> rows;

  private PlainWalk(String image, boolean hashes, List<String> rows) {
    this.image = image;
    this.hashes = hashes;
    this.rows = rows;
  }

  /** Adds the rows of an image. */
  static void add(String name, Path image, boolean hashes, List<String> rows) {
    try (FileSystem opened = DiskImages.open(image)) {
      Files.walkFileTree(opened.getPath("/"), new PlainWalk(name, hashes, rows));
    } catch (IOException e) {
      rows.add(failed(name, null, e));
    }
  }

  /** Returns the rows of images, sorted. */
  static List<String> of(List<Path> images) {
    List<String> rows = new ArrayList<>();
    for (Path image : images) {
      add(image.getFileName().toString(), image, true, rows);
    }
    rows.sort(null);
    return rows;
  }

  /** Returns rows of the table in the same form, sorted. */
  static List<String> of(List<Row> table, String prefix) {
    List<String> rows = new ArrayList<>();
    for (Row row : table) {
      Object[] values = new Object[COLUMNS.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.getAs(COLUMNS[i]);
        if (values[i] instanceof java.sql.Timestamp time) {
          values[i] = time.getTime() * 1000 + time.getNanos() / 1000 % 1000;
        }
      }
      String name = (String) values[0];
      values[0] = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
      rows.add(line(values));
    }
    rows.sort(null);
    return rows;
  }

  private static String line(Object... values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.length - 1; i++) {
      line.append(values[i]).append('|');
    }
    return line.append(values[values.length - 1] == null ? "" : "error").toString();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
      throws IOException {
    add(path, attributes);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
    add(path, attributes);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
    try {
      add(path, Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException unreadable) {
      // The row of the error says so.
    }
    failed(path, e);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path path, IOException e) {
    if (e != null) {
      failed(path, e);
    }
    return FileVisitResult.CONTINUE;
  }

  private void failed(Path path, IOException e) {
    rows.add(failed(image, path, e));
  }

  private static String failed(String image, Path path, IOException e) {
    Object[] values = new Object[COLUMNS.length];
    values[0] = image;
    values[1] = path;
    values[values.length - 1] = e;
    return line(values);
  }

  private void add(Path path, BasicFileAttributes attributes) {
    Object[] values = new Object[COLUMNS.length];
    values[0] = image;
    values[1] = path;
    values[2] = type(attributes);
    values[3] = attributes.isDirectory() ? null : (Object) attributes.size();
    values[4] = micros(attributes.lastModifiedTime());
    values[5] = micros(attributes.creationTime());
    try {
      Map<String, Object> unix = Map.of();
      if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        unix = Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
      }
      // A file store is that of the target of a link.
      boolean link = attributes.isSymbolicLink();
      FileStore store = Files.getFileStore(link ? path.getParent() : path);
      values[6] = unix.get("mode") instanceof Integer mode ? (Object) (mode & 07777) : null;
      values[7] = unsigned(unix.get("uid"));
      values[8] = unsigned(unix.get("gid"));
      values[11] = store.name();
      values[12] = store.type();
      values[9] = link ? Files.readSymbolicLink(path) : null;
      values[10] = hashes && attributes.isRegularFile() ? hash(path) : null;
    } catch (IOException e) {
      values[13] = e;
    }
    rows.add(line(values));
  }

  private static Long unsigned(Object id) {
    return id instanceof Integer number ? (Long) Integer.toUnsignedLong(number) : null;
  }

  private static String type(BasicFileAttributes attributes) {
    if (attributes.isDirectory()) {
      return "directory";
    }
    return attributes.isRegularFile() ? "file" : attributes.isSymbolicLink() ? "link" : "other";
  }

  static long micros(FileTime time) {
    return time.to(TimeUnit.MICROSECONDS);
  }

  /** Returns the SHA-256 of a file in hexadecimal. */
  static String hash(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
