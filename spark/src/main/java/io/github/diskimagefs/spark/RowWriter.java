package io.github.diskimagefs.spark;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes rows of the columns that a query asks for; reads nothing for the others. */
final class RowWriter {
  /** The bits of a mode that are permissions, and not the type. */
  private static final int PERMISSIONS = 07777;

  private final List<FileColumn> columns = new ArrayList<>();
  private final SourceOptions options;
  private final ContentReader content;

  RowWriter(String[] names, SourceOptions options) {
    for (String name : names) {
      columns.add(FileColumn.of(name));
    }
    this.options = options;
    this.content =
        new ContentReader(
            options, columns.contains(FileColumn.SHA256), columns.contains(FileColumn.CONTENT));
  }

  /**
   * Returns the row of an entry.
   *
   * @throws IOException if the entry cannot be read and that ends the job, or if the task ends
   */
  InternalRow row(EntryRow entry) throws IOException {
    Object[] values = new Object[columns.size()];
    String error = entry.error();
    content.clear();
    if (entry.readable()) {
      try {
        fill(values, entry);
        if (entry.isFile()) {
          content.read(entry.path(), entry.size());
        }
      } catch (IOException | RuntimeException e) {
        error = RowErrors.text(e, options, entry.tree().name(), entry.path());
      }
    }
    for (int i = 0; i < values.length; i++) {
      switch (columns.get(i)) {
        case IMAGE, PATH, TYPE, SIZE, MODIFIED -> values[i] = entry.value(columns.get(i));
        case CREATED -> values[i] = entry.created();
        case SHA256 -> values[i] = content.sha256();
        case CONTENT -> values[i] = content.bytes();
        case ERROR -> values[i] = UTF8String.fromString(error);
        default -> {
          // Filled above.
        }
      }
    }
    return new GenericInternalRow(values);
  }

  private void fill(Object[] values, EntryRow entry) throws IOException {
    Path path = entry.path();
    Map<String, Object> unix = Map.of();
    if (entry.tree().posix() && wantsUnix()) {
      unix = Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
    }
    // A link may lead nowhere, and the store of a link is that of its target.
    FileStore store = null;
    if (wantsStore()) {
      store = Files.getFileStore(entry.isLink() ? path.getParent() : path);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (columns.get(i)) {
            case CONTAINER -> entry.tree().container();
            case VOLUME -> entry.tree().volume(store);
            case VOLUME_TYPE -> UTF8String.fromString(store.type());
            case LABEL -> UTF8String.fromString(store.name());
            case MODE ->
                unix.get("mode") instanceof Integer mode ? (Object) (mode & PERMISSIONS) : null;
            case UID -> unsigned(unix.get("uid"));
            case GID -> unsigned(unix.get("gid"));
            case TARGET ->
                entry.isLink()
                    ? UTF8String.fromString(Files.readSymbolicLink(path).toString())
                    : null;
            default -> null;
          };
    }
  }

  private boolean wantsStore() {
    return columns.contains(FileColumn.VOLUME)
        || columns.contains(FileColumn.VOLUME_TYPE)
        || columns.contains(FileColumn.LABEL);
  }

  private boolean wantsUnix() {
    return columns.contains(FileColumn.MODE)
        || columns.contains(FileColumn.UID)
        || columns.contains(FileColumn.GID);
  }

  private static Long unsigned(Object value) {
    return value instanceof Integer number ? (Long) Integer.toUnsignedLong(number) : null;
  }
}
