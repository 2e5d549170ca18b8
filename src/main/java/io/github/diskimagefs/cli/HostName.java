package io.github.diskimagefs.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Changes names from an image to names that are harmless and possible on the host. The same name
 * gives the same result each time, so that the targets of links follow.
 */
final class HostName {
  /** NAME_MAX of Linux and of macOS, in bytes; Windows has the same number of UTF-16 units. */
  private static final int MAX_NAME_LENGTH = 255;

  /** Of an extension that a shortened name keeps, in bytes. */
  private static final int MAX_EXTENSION_LENGTH = 16;

  /** Devices in every folder of Windows, whatever follows the first dot. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "(CON|PRN|AUX|NUL|CLOCK\\$|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³])( *\\..*)? *",
          Pattern.CASE_INSENSITIVE);

  private static final String NOT_ON_WINDOWS = "<>:\"/\\|?*";
  private static final char INSTEAD = '_';

  private final boolean windows;
  private final Charset charset;
  private final Predicate<String> allowed;

  /**
   * Creates the mapping for a host.
   *
   * @param separator of the host's file system
   * @param charset by which the host counts the length of a name
   * @param allowed whether the host accepts a name
   */
  HostName(String separator, Charset charset, Predicate<String> allowed) {
    this.windows = separator.equals("\\");
    this.charset = windows ? StandardCharsets.UTF_16LE : charset;
    this.allowed = allowed;
  }

  /** Creates the mapping for a host that accepts every character. */
  HostName(String separator) {
    this(separator, StandardCharsets.UTF_8, name -> true);
  }

  /** Creates the mapping for a file system. */
  static HostName of(FileSystem host) {
    Charset charset = StandardCharsets.UTF_8;
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (host.equals(FileSystems.getDefault()) && Charset.isSupported(encoding)) {
      charset = Charset.forName(encoding);
    }
    return new HostName(host.getSeparator(), charset, name -> accepts(host, name));
  }

  private static boolean accepts(FileSystem host, String name) {
    try {
      return host.getPath(name).toString().equals(name);
    } catch (InvalidPathException e) {
      return false; // no bytes of the locale's encoding, such as "ä" in the locale POSIX
    }
  }

  /** Returns a name that means one entry of a folder, never the folder, its parent or a device. */
  String of(String name) {
    if (!windows && isPlain(name)) {
      return name;
    }
    StringBuilder safe = new StringBuilder(name.length());
    name.codePoints().forEach(c -> safe.appendCodePoint(isAllowed(c) ? c : INSTEAD));
    if (windows) {
      // Windows drops these silently, so that two names become one.
      for (int i = safe.length(); i > 0 && ". ".indexOf(safe.charAt(i - 1)) >= 0; i--) {
        safe.setCharAt(i - 1, INSTEAD);
      }
      if (DEVICE.matcher(safe).matches()) {
        safe.insert(0, INSTEAD);
      }
    }
    String result = safe.toString();
    if (result.matches("\\.{0,2}")) {
      return result.replace('.', INSTEAD) + INSTEAD;
    }
    return shortened(allowed.test(result) ? result : escaped(result), name);
  }

  /** Returns whether every host but Windows accepts a name, as it does most names. */
  private static boolean isPlain(String name) {
    if (name.length() < 3 || name.length() > MAX_NAME_LENGTH) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c > '~' || c == '/') {
        return false;
      }
    }
    return true;
  }

  private boolean isAllowed(int c) {
    return windows ? c >= ' ' && NOT_ON_WINDOWS.indexOf(c) < 0 : c != '/' && c != 0;
  }

  /**
   * Each character that the host does not accept as {@code %} and its bytes in UTF-8, as in URIs.
   */
  private String escaped(String name) {
    StringBuilder escaped = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              String character = Character.toString(c);
              if (c < 0x80 || allowed.test(character)) {
                escaped.append(character);
              } else {
                for (byte b : utf8(c)) {
                  escaped.append(String.format(Locale.ROOT, "%%%02X", b));
                }
              }
            });
    return escaped.toString();
  }

  /** UTF-8, and three bytes as of any other code point for half a surrogate pair. */
  private static byte[] utf8(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
        ? new byte[] {
          (byte) (0xE0 | (c >> 12)), (byte) (0x80 | ((c >> 6) & 63)), (byte) (0x80 | (c & 63))
        }
        : Character.toString(c).getBytes(StandardCharsets.UTF_8);
  }

  /** The start of a name that is too long, a hash of the whole, and a short extension. */
  private String shortened(String name, String original) {
    if (length(name) <= MAX_NAME_LENGTH) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot);
    if (length(extension) > MAX_EXTENSION_LENGTH) {
      extension = "";
    }
    String end = String.format(Locale.ROOT, "~%08x", original.hashCode()) + extension;
    StringBuilder start = new StringBuilder();
    int left = MAX_NAME_LENGTH - length(end);
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      String character = Character.toString(name.codePointAt(i));
      left -= length(character);
      if (left < 0) {
        break;
      }
      start.append(character);
    }
    return start + end;
  }

  private int length(String name) {
    return name.getBytes(charset).length / (windows ? 2 : 1);
  }
}
