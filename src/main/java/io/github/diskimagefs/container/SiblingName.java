package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The name of a file that an image names: its parent, an extent, a data file. It is relative to the
 * folder of the image that names it, and never leaves the folder of the image that is opened.
 */
public final class SiblingName {
  private SiblingName() {}

  /**
   * Returns the name relative to the folder of the image that is opened.
   *
   * @param image the name of the image that names the file, relative to the same folder
   * @param structure the structure that holds the name, for the message of an error
   * @param recorded the name as recorded, with {@code /} or, where {@code backslashes}, {@code \}
   * @param backslashes whether a backslash separates names, as in formats of Windows
   * @throws MalformedImageException if the name is empty, absolute or a URL, or leaves the folder
   */
  public static String resolve(String image, String structure, String recorded, boolean backslashes)
      throws MalformedImageException {
    String name = backslashes ? recorded.replace('\\', '/') : recorded;
    if (name.isEmpty()) {
      throw refused(structure, recorded, "is empty");
    }
    if (name.startsWith("/") || backslashes && name.matches("(?s)[A-Za-z]:.*")) {
      throw refused(structure, recorded, "is absolute; only the image's own folder is searched");
    }
    if (name.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      throw refused(structure, recorded, "is a URL; only the image's own folder is searched");
    }
    Deque<String> names = new ArrayDeque<>();
    int folder = image.lastIndexOf('/');
    if (folder > 0) {
      append(names, image.substring(0, folder), structure, recorded);
    }
    append(names, name, structure, recorded);
    if (names.isEmpty()) {
      throw refused(structure, recorded, "names a folder");
    }
    return String.join("/", names);
  }

  private static void append(Deque<String> names, String path, String structure, String recorded)
      throws MalformedImageException {
    for (String name : path.split("/")) {
      if (name.indexOf('\0') >= 0 || name.indexOf('\\') >= 0) {
        throw refused(structure, recorded, "is no name of a file");
      }
      if (name.equals("..")) {
        if (names.pollLast() == null) {
          throw refused(structure, recorded, "leaves the image's own folder");
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
  }

  private static MalformedImageException refused(String structure, String recorded, String why) {
    return new MalformedImageException(
        structure, MalformedImageException.NO_OFFSET, "name \"" + recorded + "\" " + why);
  }
}
