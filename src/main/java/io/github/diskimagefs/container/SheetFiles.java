package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a sheet names. They lie beside the sheet: folders in a name, of whatever system,
 * are dropped.
 */
public final class SheetFiles implements Closeable {
  private static final int MAX_NAMES = 100_000;
  private static final int MAX_FILES = 1_000;
  private static final List<String> EXTENSIONS = List.of(".bin", ".img", ".iso", ".raw");

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
   * @param only whether the sheet names no other file, so that one of the sheet's own name counts
   * @throws MalformedImageException if there is no such file; the message names it
   */
  public HostFile open(String name, boolean only, String place) throws IOException {
    String plain = plain(name);
    HostFile file = find(plain);
    if (file == null) {
      file = renamed(plain, only);
    }
    if (file == null) {
      throw new MalformedImageException(
          place,
          MalformedImageException.NO_OFFSET,
          "the file \"" + plain + "\" is not beside the sheet");
    }
    return file;
  }

  /**
   * A file that was renamed with the sheet: it begins as the sheet does, and ends as it did before,
   * as in {@code (Track 2).bin}; if the sheet names one alone, in its extension or any other of
   * sectors.
   */
  private HostFile renamed(String name, boolean only) throws IOException {
    String base = base();
    String best = "";
    for (String other : names()) {
      if (other.length() > base.length() && other.regionMatches(true, 0, base, 0, base.length())) {
        String end = other.substring(base.length());
        boolean same = name.regionMatches(true, name.length() - end.length(), end, 0, end.length());
        if (same && end.length() > best.length() && end.matches(".*\\d.*\\..*")) {
          best = end;
        }
      }
    }
    if (!best.isEmpty()) {
      return find(base + best);
    }
    if (only) {
      int dot = name.lastIndexOf('.');
      List<String> extensions = new ArrayList<>(EXTENSIONS);
      extensions.add(0, dot < 0 ? "" : name.substring(dot));
      for (String extension : extensions) {
        HostFile file = find(base + extension);
        if (file != null && !(base + extension).equalsIgnoreCase(sheet)) {
          return file;
        }
      }
    }
    return null;
  }

  private List<String> names() throws IOException {
    if (names == null) {
      names = folder.names(MAX_NAMES);
    }
    return names;
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
    if (files.size() == MAX_FILES) {
      throw new MalformedImageException(
          sheet, MalformedImageException.NO_OFFSET, "more than " + MAX_FILES + " files");
    }
    HostFile file = folder.open(name);
    if (file == null) {
      for (String other : names()) {
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
    IOException error = null;
    for (HostFile file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        error = e;
      }
    }
    if (error != null) {
      throw error;
    }
  }
}
