package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A folder of the host that receives the entries of a folder of the image. */
final class TargetFolder {
  private final Object key;
  private final Path host;

  /**
   * Entries made by this run, by a form of their names that is equal if a host may take two for
   * one.
   */
  private final Map<String, Path> made;

  /** The same form of the names of files that are being copied. */
  private final Set<String> started;

  /**
   * Creates a copy.
   *
   * @param key identity of the image's folder
   */
  TargetFolder(Object key, Path host) {
    this.key = key;
    this.host = host;
    this.made = new HashMap<>();
    this.started = new HashSet<>();
  }

  /** Creates a copy whose entries go into the same folder of the host as those of another one. */
  TargetFolder(Object key, TargetFolder same) {
    this.key = key;
    this.host = same.host;
    this.made = same.made;
    this.started = same.started;
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
      BasicFileAttributes existing = FileCopier.attributesOf(folder);
      if (existing == null) {
        throw e;
      }
      if (!existing.isDirectory()) {
        throw ExistingEntry.noFolder(folder, existing);
      }
    }
    made(folder);
  }

  /** Remembers an entry that this run has made. */
  void made(Path child) {
    made.put(common(child), child);
  }

  /** Remembers a file whose copy starts. */
  void start(Path child) {
    started.add(common(child));
  }

  /** Forgets a file whose copy has ended. */
  void end(Path child) {
    started.remove(common(child));
  }

  /** Returns whether a file is being copied to a name that the host may take for this one. */
  boolean isStarted(Path child) {
    return !started.isEmpty() && started.contains(common(child));
  }

  /** Returns the entry made by this run which the host may take for this one, or null. */
  Path similar(Path child) {
    return made.get(common(child));
  }

  /**
   * Checks that an existing entry was there before, and is not another entry of the image whose
   * name the host takes for the same.
   *
   * @throws FileAlreadyExistsException if this run has made it
   */
  void requireNotMade(Path existing) throws IOException {
    requireDistinct(existing, similar(existing));
  }

  /**
   * Checks that an existing entry is not one that this run has made.
   *
   * @param made an entry, or null
   * @throws FileAlreadyExistsException if it is
   */
  static void requireDistinct(Path existing, Path made) throws IOException {
    if (made != null && (made.equals(existing) || Files.isSameFile(made, existing))) {
      throw new FileAlreadyExistsException(
          existing.toString(), null, "another entry of the image has this name on the host");
    }
  }

  private static String common(Path child) {
    String name = child.getFileName().toString();
    return (isAscii(name) ? name : Normalizer.normalize(name, Normalizer.Form.NFD))
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  /** Most names are, and need no normalization. */
  private static boolean isAscii(String name) {
    return name.chars().allMatch(c -> c < 0x80);
  }
}
