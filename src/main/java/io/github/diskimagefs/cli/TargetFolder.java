package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A folder of the host that receives the entries of a folder of the image. */
final class TargetFolder {
  private final Object key;
  private final Path host;

  /**
   * Entries made by this run, by a form of their names that is equal if a host may take two for
   * one.
   */
  private final Map<String, Path> made;

  /**
   * Creates a copy.
   *
   * @param key identity of the image's folder
   */
  TargetFolder(Object key, Path host) {
    this.key = key;
    this.host = host;
    this.made = new HashMap<>();
  }

  /** Creates a copy whose entries go into the same folder of the host as those of another one. */
  TargetFolder(Object key, TargetFolder same) {
    this.key = key;
    this.host = same.host;
    this.made = same.made;
  }

  Object key() {
    return key;
  }

  Path host() {
    return host;
  }

  /** Returns the path for a name; it is in this folder. */
  Path child(String name) throws IOException {
    Path child = host.resolve(name);
    if (!host.equals(child.getParent())) {
      throw new IOException(name + ": the host cannot have a file of that name");
    }
    return child;
  }

  /**
   * Creates a folder in this one, or takes an existing one; never a link to one.
   *
   * @param merge whether it may be the folder of another entry of the same name
   */
  void makeFolder(Path folder, boolean merge) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!merge || !folder.equals(made.get(common(folder)))) {
        requireNotMade(folder);
      }
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(folder.toString());
      }
    }
    made(folder);
  }

  /** Remembers an entry that this run has made. */
  void made(Path child) {
    made.put(common(child), child);
  }

  /**
   * Checks that an existing entry was there before, and is not another entry of the image whose
   * name the host takes for the same.
   *
   * @throws FileAlreadyExistsException if this run has made it
   */
  void requireNotMade(Path existing) throws IOException {
    Path other = made.get(common(existing));
    if (other != null && (other.equals(existing) || Files.isSameFile(other, existing))) {
      throw new FileAlreadyExistsException(
          existing.toString(), null, "another entry of the image has this name on the host");
    }
  }

  private static String common(Path child) {
    String name = child.getFileName().toString();
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }
}
