package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a sheet names. They lie beside the sheet: folders in a name, of whatever system,
 * are dropped.
 */
public final class SheetFiles implements Closeable {
  private static final int MOST_NAMES = 100_000;
  private static final int MOST_FILES = 1_000;

  private final HostFolder folder;
  private final String sheet;
  private final Map<String, HostFile> files = new HashMap<>();
  private List<String> names;

  /** The files beside the sheet of that name. */
  public SheetFiles(HostFolder folder, String sheet) {
    this.folder = folder;
    this.sheet = sheet;
  }

  /**
   * Opens a file once.
   *
   * @param name as the sheet has it
   * @param only whether the sheet names no other file, so that one renamed with the sheet counts
   * @throws MalformedImageException if there is no such file; the message names it
   */
  public HostFile open(String name, boolean only, String place) throws IOException {
    String plain = plain(name);
    HostFile file = find(plain);
    if (file == null && only) {
      int dot = plain.lastIndexOf('.');
      file = find(base() + (dot < 0 ? "" : plain.substring(dot)));
    }
    if (file == null) {
      throw new MalformedImageException(
          place,
          MalformedImageException.NO_OFFSET,
          "the file \"" + plain + "\" is not beside the sheet");
    }
    return file;
  }

  /** Opens a file once; null if there is none of that name. */
  public HostFile openIfThere(String name) throws IOException {
    return find(plain(name));
  }

  /** Closes all files because opening the image failed. */
  public void closeAfter(Throwable cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Opens the file that has the sheet's name with another extension; null if there is none. */
  public HostFile sibling(String extension) throws IOException {
    return find(base() + "." + extension);
  }

  private String base() {
    int dot = sheet.lastIndexOf('.');
    return dot < 0 ? sheet : sheet.substring(0, dot);
  }

  private static String plain(String name) {
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    return name.substring(slash + 1).strip();
  }

  private HostFile find(String name) throws IOException {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return null;
    }
    HostFile known = files.get(name);
    if (known != null) {
      return known;
    }
    if (files.size() == MOST_FILES) {
      throw new MalformedImageException(
          sheet, MalformedImageException.NO_OFFSET, "more than " + MOST_FILES + " files");
    }
    HostFile file = folder.open(name);
    if (file == null) {
      if (names == null) {
        names = folder.names(MOST_NAMES);
      }
      for (String other : names) {
        if (other.equalsIgnoreCase(name)) {
          file = folder.open(other);
          break;
        }
      }
    }
    if (file != null) {
      files.put(name, file);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    IOException fault = null;
    for (HostFile file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        fault = e;
      }
    }
    if (fault != null) {
      throw fault;
    }
  }
}
