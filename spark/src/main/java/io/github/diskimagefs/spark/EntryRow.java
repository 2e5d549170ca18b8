package io.github.diskimagefs.spark;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.apache.spark.unsafe.types.UTF8String;

/** An entry of an image; or an error, of an image or of one of its folders. */
final class EntryRow implements RowFilter.Row {
  /** The years of SQL's timestamps, which are all that Spark converts. */
  private static final int MIN_YEAR = 1;

  private static final int MAX_YEAR = 9999;

  private static final UTF8String FILE = UTF8String.fromString("file");
  private static final UTF8String DIRECTORY = UTF8String.fromString("directory");
  private static final UTF8String LINK = UTF8String.fromString("link");
  private static final UTF8String OTHER = UTF8String.fromString("other");

  private final UTF8String image;
  private final ImageTree tree;
  private final Path path;
  private final BasicFileAttributes attributes;
  private final String error;
  private UTF8String pathText;

  private EntryRow(
      UTF8String image, ImageTree tree, Path path, BasicFileAttributes attributes, String error) {
    this.image = image;
    this.tree = tree;
    this.path = path;
    this.attributes = attributes;
    this.error = error;
  }

  static EntryRow of(ImageTree tree, Path path, BasicFileAttributes attributes) {
    return new EntryRow(tree.image(), tree, path, attributes, null);
  }

  /** Returns the row of an image that cannot be opened. */
  static EntryRow broken(String image, String error) {
    return new EntryRow(UTF8String.fromString(image), null, null, null, error);
  }

  /** Returns the row of an entry or a folder that cannot be read. */
  static EntryRow broken(ImageTree tree, Path path, String error) {
    return new EntryRow(tree.image(), tree, path, null, error);
  }

  /** Returns the open image; null if it cannot be opened. */
  ImageTree tree() {
    return tree;
  }

  Path path() {
    return path;
  }

  /** Returns the error; null if there is none. */
  String error() {
    return error;
  }

  /** Returns whether the entry can be read: whether it is known, and no error. */
  boolean readable() {
    return attributes != null;
  }

  boolean isFile() {
    return attributes != null && attributes.isRegularFile();
  }

  boolean isLink() {
    return attributes != null && attributes.isSymbolicLink();
  }

  boolean isDirectory() {
    return attributes != null && attributes.isDirectory();
  }

  long size() {
    return attributes.size();
  }

  /** Returns the time of creation in microseconds. */
  Long created() {
    return attributes == null ? null : micros(attributes.creationTime());
  }

  @Override
  public Object value(FileColumn column) {
    return switch (column) {
      case IMAGE -> image;
      case PATH -> pathText();
      case TYPE -> attributes == null ? null : type();
      case SIZE -> attributes == null || isDirectory() ? null : (Object) attributes.size();
      case MODIFIED -> attributes == null ? null : micros(attributes.lastModifiedTime());
      default -> throw new IllegalArgumentException(column.label());
    };
  }

  private UTF8String pathText() {
    if (pathText == null && path != null) {
      pathText = UTF8String.fromString(path.toString());
    }
    return pathText;
  }

  private UTF8String type() {
    if (attributes.isRegularFile()) {
      return FILE;
    }
    if (attributes.isDirectory()) {
      return DIRECTORY;
    }
    return attributes.isSymbolicLink() ? LINK : OTHER;
  }

  /** Returns microseconds; null for a time that SQL cannot express. */
  private static Long micros(FileTime time) {
    Instant instant = time.toInstant();
    int year = instant.equals(Instant.MIN) ? -1 : instant.atOffset(ZoneOffset.UTC).getYear();
    return year < MIN_YEAR || year > MAX_YEAR ? null : (Long) time.to(TimeUnit.MICROSECONDS);
  }
}
