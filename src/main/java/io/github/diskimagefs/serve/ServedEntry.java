package io.github.diskimagefs.serve;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An entry that the path of a URL names, in an image that stays open until this is closed.
 *
 * <p>A segment {@code NAME!} with an unencoded {@code !} is the root of the image in the file
 * {@code NAME}; {@code NAME!volume=2} is the root of a volume of it, and the first segment may be
 * {@code !volume=2}, of the image that is served. Keys are {@code volume}, {@code view} and {@code
 * session}, joined by {@code &}. Some clients of WebDAV encode {@code !}, or decode it: if no entry
 * has the name for which the segment stands, the other meaning is tried.
 */
final class ServedEntry implements Closeable {
  private static final char MARK = '!';

  private static final Pattern SELECTION =
      Pattern.compile("(volume|view|session)=[^&]+(&(volume|view|session)=[^&]+)*");

  /** Images in each other: more than any real ones, and a bound on what one request may open. */
  private static final int MAX_DEPTH = 8;

  private final List<OpenImages.ImageLease> leases = new ArrayList<>();
  private final List<Crumb> crumbs = new ArrayList<>();
  private Path path;

  /**
   * A step on the way to an entry.
   *
   * @param name the name as it is shown
   * @param segment the segment of the URL, encoded, without a slash
   */
  record Crumb(String name, String segment) {}

  private ServedEntry() {}

  /**
   * Finds an entry.
   *
   * @param raw the path of the URL as it was sent, without the slash at its start
   * @throws HttpFailure if the path is malformed
   * @throws IOException if an image on the way cannot be opened
   */
  static ServedEntry find(OpenImages images, String raw) throws IOException {
    ServedEntry entry = new ServedEntry();
    try {
      entry.enter(images.served());
      for (String segment : UrlNames.split(raw)) {
        entry.step(images, segment);
      }
      return entry;
    } catch (IOException | RuntimeException e) {
      entry.close();
      throw e;
    }
  }

  private void enter(OpenImages.ImageLease lease) {
    leases.add(lease);
    path = lease.fileSystem().getPath("/");
  }

  private void step(OpenImages images, String segment) throws IOException {
    String name = UrlNames.decode(segment);
    int mark = name.lastIndexOf(MARK);
    String selection = name.substring(mark + 1);
    boolean marked = mark >= 0 && (selection.isEmpty() || SELECTION.matcher(selection).matches());
    Path literal = path.resolve(name);
    if (marked
        && (segment.indexOf(MARK) >= 0 || Files.notExists(literal, LinkOption.NOFOLLOW_LINKS))
        && enterImage(images, name.substring(0, mark), selection)) {
      return;
    }
    path = literal;
    crumbs.add(new Crumb(name, UrlNames.encode(name)));
  }

  private boolean enterImage(OpenImages images, String name, String selection) throws IOException {
    Map<String, String> options = options(selection);
    if (name.isEmpty()) {
      if (!crumbs.isEmpty() || options.isEmpty()) {
        return false;
      }
      enter(images.select(options));
    } else {
      Path file = path.resolve(name);
      if (!Files.isRegularFile(file)) {
        return false;
      }
      if (leases.size() > MAX_DEPTH) {
        throw new HttpFailure(HttpFailure.FORBIDDEN, "too many images in each other");
      }
      enter(images.open(current(), file.toRealPath(), options));
    }
    String segment = name.isEmpty() ? "" : UrlNames.encode(name);
    crumbs.add(new Crumb(name + MARK + selection, segment + MARK + encoded(selection)));
    return true;
  }

  private static Map<String, String> options(String selection) {
    Map<String, String> options = new LinkedHashMap<>();
    if (!selection.isEmpty()) {
      for (String pair : selection.split("&")) {
        int equals = pair.indexOf('=');
        options.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return options;
  }

  /** Keeps the separators, which a path may have. */
  private static String encoded(String selection) {
    return UrlNames.encode(selection).replace("%3D", "=").replace("%26", "&");
  }

  private OpenImages.ImageLease current() {
    return leases.get(leases.size() - 1);
  }

  /** Returns the entry. */
  Path path() {
    return path;
  }

  /** Returns the file of the image that the entry is in. */
  Path imageFile() {
    return current().file();
  }

  /** Returns the name of the file of the image that is served. */
  String imageName() {
    return String.valueOf(leases.get(0).file().getFileName());
  }

  /** Returns the options with which that image was opened. */
  Map<String, Object> imageEnv() {
    return current().env();
  }

  /** Returns the steps from the root of the served image to the entry. */
  List<Crumb> crumbs() {
    return crumbs;
  }

  /** Returns the number of steps that lead to the root of the image that the entry is in. */
  int imageDepth() {
    return crumbs.size() - path.getNameCount();
  }

  /** Returns the path of the entry's URL, without slashes at start and end. */
  String href() {
    StringBuilder href = new StringBuilder();
    for (Crumb crumb : crumbs) {
      href.append(href.length() == 0 ? "" : "/").append(crumb.segment());
    }
    return href.toString();
  }

  @Override
  public void close() {
    for (int i = leases.size() - 1; i >= 0; i--) {
      leases.get(i).close();
    }
  }
}
