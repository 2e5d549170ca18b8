package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folder of a sheet and those below it, searched by the paths that sheets contain. Names are
 * equal if they differ in case or in Unicode normalization alone: Windows ignores case, and copies
 * from a Mac have decomposed names.
 */
final class SheetFolder {
  /** Maximum number of entries of a folder that are compared with a name. */
  private static final int MAX_NAMES = 100_000;

  /** Maximum number of folders in a path; Windows allows about 130 of one letter. */
  private static final int MAX_DEPTH = 130;

  /** Maximum number of folders that are listed for one sheet. */
  private static final int MAX_FOLDERS = 100;

  /**
   * A folder that was listed.
   *
   * @param names stored names by folded name, each of the first entry that has it
   * @param exact the stored names
   */
  private record Listing(Map<String, String> names, Set<String> exact) {}

  private final HostFolder root;
  private final Map<String, Listing> listings = new HashMap<>();
  private final Map<String, String> found = new HashMap<>();

  SheetFolder(HostFolder root) {
    this.root = root;
  }

  /** Returns the last part of a path of any system. */
  static String lastPart(String path) {
    int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    return path.substring(slash + 1).strip();
  }

  /** Returns the names of the entries of the sheet's own folder. */
  Set<String> names() throws IOException {
    return listing("", root).exact;
  }

  /** Opens a file by its stored path with {@code /}, without links; null if there is none. */
  HostFile open(String path) throws IOException {
    HostFolder folder = root;
    int begin = 0;
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', begin)) {
      folder = folder.folder(path.substring(begin, end));
      if (folder == null) {
        return null;
      }
      begin = end + 1;
    }
    return folder.open(path.substring(begin));
  }

  /** Returns the ends of a path of any system, the longest first, as paths with {@code /}. */
  static List<String> ends(String name) {
    List<String> parts = parts(name);
    List<String> ends = new ArrayList<>();
    for (int i = Math.max(0, parts.size() - MAX_DEPTH); i < parts.size(); i++) {
      ends.add(String.join("/", parts.subList(i, parts.size())));
    }
    return ends;
  }

  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    if (lastPart(name).equals("..")) {
      return parts;
    }
    for (String part : name.split("[/\\\\]+")) {
      String plain = part.strip();
      if (plain.equals("..")) {
        parts.clear(); // the parts before it name folders of another machine
      } else if (!plain.isEmpty() && !plain.equals(".") && !plain.endsWith(":")) {
        parts.add(plain);
      }
    }
    return parts;
  }

  /**
   * Finds a file by the longest end of a path that names an entry of the folder or of a folder
   * below it.
   *
   * @param name a path of any system; it never leads out of the folder
   * @return its path below the folder with {@code /}, or null if there is none
   */
  String find(String name) throws IOException {
    if (found.containsKey(name)) {
      return found.get(name);
    }
    String path = search(name);
    found.put(name, path);
    return path;
  }

  private String search(String name) throws IOException {
    if (name.indexOf('/') < 0 && names().contains(name)) {
      return name; // unpacked from an archive of Windows, a name may contain backslashes
    }
    List<String> parts = parts(name);
    for (int i = Math.max(0, parts.size() - MAX_DEPTH); i < parts.size(); i++) {
      String path = below(parts.subList(i, parts.size()));
      if (path != null) {
        return path;
      }
    }
    return null;
  }

  /** Returns the stored path of an entry by the names on the way to it, or null. */
  private String below(List<String> parts) throws IOException {
    HostFolder folder = root;
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      Listing listing = listing(path.toString(), folder);
      String stored = listing == null ? null : stored(listing, parts.get(i));
      if (stored == null) {
        return null;
      }
      path.append(i == 0 ? "" : "/").append(stored);
      if (i + 1 < parts.size()) {
        folder = folder.folder(stored);
        if (folder == null) {
          return null;
        }
      }
    }
    return path.toString();
  }

  private static String stored(Listing listing, String name) {
    return listing.exact.contains(name) ? name : listing.names.get(folded(name));
  }

  private Listing listing(String path, HostFolder folder) throws IOException {
    Listing known = listings.get(path);
    if (known != null || listings.size() == MAX_FOLDERS) {
      return known;
    }
    Set<String> names = new TreeSet<>(folder.names(MAX_NAMES));
    Map<String, String> folded = new HashMap<>();
    for (String name : names) {
      folded.putIfAbsent(folded(name), name);
    }
    Listing listing = new Listing(folded, names);
    listings.put(path, listing);
    return listing;
  }

  /** Both cases, because some letters are equal in upper case only. */
  private static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }
}
