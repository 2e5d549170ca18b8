package io.github.diskimagefs;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How to open an image: the environment map of {@code FileSystems.newFileSystem}, checked.
 *
 * @param view {@code auto} or the tree to show: {@code rockridge}, {@code joliet}, {@code iso1999},
 *     {@code iso9660}, {@code udf}, {@code hfs}, {@code hfsplus}
 * @param volume 1-based index of a volume, its name, or {@code all}; empty for the main volume
 * @param session 1-based number of a session, or 0 for the last
 * @param password the password of an encrypted image, or empty
 * @param snapshot name of a snapshot, or empty for the live volume
 * @param charset for names whose encoding the format does not declare; empty for the format's own
 * @param verify whether checksums and error codes are checked while reading
 * @param cacheBytes bound on the decompressed data held, in bytes, above 0
 * @param mapped whether the host file may be mapped into memory
 */
public record ImageOptions(
    String view,
    Optional<String> volume,
    int session,
    Optional<String> password,
    Optional<String> snapshot,
    Optional<Charset> charset,
    boolean verify,
    long cacheBytes,
    boolean mapped) {

  private static final List<String> VIEWS =
      List.of("auto", "rockridge", "joliet", "iso1999", "iso9660", "udf", "hfs", "hfsplus");

  private static final long DEFAULT_CACHE_BYTES = 64L << 20;

  /** What an empty environment gives. */
  public static final ImageOptions DEFAULTS = from(Map.of());

  /**
   * Reads the options from an environment map. Unknown keys are ignored.
   *
   * @param env keys as in the README's table
   * @return the options
   * @throws IllegalArgumentException if a known key has a value that it cannot have
   */
  public static ImageOptions from(Map<String, ?> env) {
    String view = text(env, "view").map(v -> v.toLowerCase(Locale.ROOT)).orElse("auto");
    if (!VIEWS.contains(view)) {
      throw bad("view", view, "one of " + VIEWS);
    }
    Optional<String> volume = volume(env.get("volume"));
    long session = number(env, "session", 0, 0);
    if (session > Integer.MAX_VALUE) {
      throw bad("session", session, "a session's number");
    }
    if (env.get("session") != null && session == 0) {
      throw bad("session", session, "a number from 1");
    }
    return new ImageOptions(
        view,
        volume,
        (int) session,
        text(env, "password"),
        text(env, "snapshot"),
        charset(env),
        flag(env, "verify", false),
        number(env, "cacheBytes", 1, defaultCacheBytes()),
        flag(env, "mapped", true));
  }

  /** A quarter of the heap at the most, so that the default never starves a small one. */
  private static long defaultCacheBytes() {
    return Math.max(1, Math.min(DEFAULT_CACHE_BYTES, Runtime.getRuntime().maxMemory() / 4));
  }

  private static Optional<String> text(Map<String, ?> env, String key) {
    Object value = env.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof char[] chars) {
      return Optional.of(new String(chars));
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw bad(key, value.getClass().getName(), "a String");
  }

  private static Optional<String> volume(Object value) {
    if (value == null || value.equals("")) {
      return Optional.empty();
    }
    boolean number = value instanceof Number || value.toString().matches("[+-]?[0-9]+");
    if (number ? !value.toString().matches("0*[1-9][0-9]*") : !(value instanceof String)) {
      throw bad("volume", value, "a number from 1, a volume's name, or all");
    }
    return Optional.of(value.toString());
  }

  private static long number(Map<String, ?> env, String key, long min, long defaultValue) {
    Object value = env.get(key);
    if (value == null) {
      return defaultValue;
    }
    try {
      long number =
          value instanceof Number n && (n instanceof Long || n instanceof Integer)
              ? n.longValue()
              : Long.parseLong(value.toString());
      if (number >= min) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the key.
    }
    throw bad(key, value, "a whole number from " + min);
  }

  private static boolean flag(Map<String, ?> env, String key, boolean defaultValue) {
    Object value = env.get(key);
    if (value == null) {
      return defaultValue;
    }
    String text = value.toString().toLowerCase(Locale.ROOT);
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw bad(key, value, "true or false");
  }

  private static Optional<Charset> charset(Map<String, ?> env) {
    Object value = env.get("charset");
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Charset charset) {
      return Optional.of(charset);
    }
    try {
      return Optional.of(Charset.forName(value.toString()));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw bad("charset", value, "the name of a character set");
    }
  }

  private static IllegalArgumentException bad(String key, Object value, String expected) {
    return new IllegalArgumentException(key + ": expected " + expected + ", not " + value);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "ImageOptions[view=" + view + ", volume=" + volume.orElse("main") + "]";
  }
}
