package io.github.diskimagefs.nio;

import java.util.Arrays;

/** The names of a path and their offsets in its text. The empty path has one empty name. */
final class PathNames {
  private final String text;
  private final int[] starts;

  private PathNames(String text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  /** Splits a text that {@link #clean} returned. */
  static PathNames of(String text) {
    if (text.equals("/")) {
      return new PathNames(text, new int[0]);
    }
    int count = 0;
    int[] starts = new int[8];
    int start = text.startsWith("/") ? 1 : 0;
    while (start >= 0) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = start;
      int slash = text.indexOf('/', start);
      start = slash < 0 ? -1 : slash + 1;
    }
    return new PathNames(text, Arrays.copyOf(starts, count));
  }

  /** Removes repeated slashes and, except for the root, one at the end. */
  static String clean(String text) {
    if (!text.contains("//") && (text.length() < 2 || !text.endsWith("/"))) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '/' || clean.length() == 0 || clean.charAt(clean.length() - 1) != '/') {
        clean.append(c);
      }
    }
    if (clean.length() > 1 && clean.charAt(clean.length() - 1) == '/') {
      clean.setLength(clean.length() - 1);
    }
    return clean.toString();
  }

  /** Appends a relative text to another. */
  static String join(String directory, String text) {
    if (directory.isEmpty() || text.isEmpty()) {
      return directory.concat(text);
    }
    return directory.endsWith("/") ? directory.concat(text) : directory + '/' + text;
  }

  /** Compares by code points, which is the order of the UTF-8 bytes. */
  static int compare(String one, String other) {
    int common = Math.min(one.length(), other.length());
    for (int i = 0; i < common; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a);
        return surrogates == Character.isSurrogate(b) ? a - b : surrogates ? beyond(b) : -beyond(a);
      }
    }
    return one.length() - other.length();
  }

  /** Compares a surrogate, which is the greater one, with another character. */
  private static int beyond(char other) {
    return Character.MIN_SUPPLEMENTARY_CODE_POINT - other;
  }

  int count() {
    return starts.length;
  }

  private int end(int index) {
    return index + 1 == starts.length ? text.length() : starts[index + 1] - 1;
  }

  String name(int index) {
    return text.substring(starts[index], end(index));
  }

  /** Returns the names from {@code begin} to before {@code end}, as a relative text. */
  String range(int begin, int end) {
    return begin == end ? "" : text.substring(starts[begin], end(end - 1));
  }

  private boolean absolute() {
    return text.startsWith("/");
  }

  private boolean same(int index, PathNames other, int otherIndex) {
    int length = end(index) - starts[index];
    return length == other.end(otherIndex) - other.starts[otherIndex]
        && text.regionMatches(starts[index], other.text, other.starts[otherIndex], length);
  }

  boolean startWith(PathNames other) {
    if (other.count() > count()) {
      return false;
    }
    for (int i = 0; i < other.count(); i++) {
      if (!same(i, other, i)) {
        return false;
      }
    }
    return true;
  }

  boolean endWith(PathNames other) {
    int more = count() - other.count();
    for (int i = 0; more >= 0 && i < other.count(); i++) {
      if (!same(more + i, other, i)) {
        return false;
      }
    }
    return more >= 0;
  }

  private boolean is(int index, String name) {
    return end(index) - starts[index] == name.length() && text.startsWith(name, starts[index]);
  }

  private boolean dotted() {
    for (int i = 0; i < starts.length; i++) {
      if (is(i, ".") || is(i, "..")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the text without {@code .} and without each {@code ..} that follows a name. */
  String normal() {
    if (!dotted()) {
      return text;
    }
    int[] kept = new int[starts.length];
    int count = 0;
    for (int i = 0; i < starts.length; i++) {
      if (is(i, ".")) {
        continue;
      }
      if (!is(i, "..")) {
        kept[count++] = i;
      } else if (count > 0 && !is(kept[count - 1], "..")) {
        count--;
      } else if (!absolute()) {
        kept[count++] = i;
      }
    }
    StringBuilder normal = new StringBuilder(absolute() ? "/" : "");
    for (int i = 0; i < count; i++) {
      normal.append(i == 0 ? "" : "/").append(text, starts[kept[i]], end(kept[i]));
    }
    return normal.toString();
  }

  /**
   * Returns the relative path from this path to another, both absolute or both relative.
   *
   * @throws IllegalArgumentException if this path has a {@code ..} where the other does not
   */
  String relativize(PathNames other) {
    PathNames from = this;
    PathNames to = other;
    if (dotted() || other.dotted()) {
      from = of(normal());
      to = of(other.normal());
    }
    int common = 0;
    while (common < from.count() && common < to.count() && from.same(common, to, common)) {
      common++;
    }
    String rest = to.range(common, to.count());
    if (common == from.count() || from.text.isEmpty()) {
      return rest;
    }
    StringBuilder way = new StringBuilder();
    for (int i = common; i < from.count(); i++) {
      if (from.is(i, "..")) {
        throw new IllegalArgumentException("no way from " + text + " to " + other.text);
      }
      way.append(i == common ? ".." : "/..");
    }
    return rest.isEmpty() ? way.toString() : way.append('/').append(rest).toString();
  }
}
