package io.github.diskimagefs.options;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of opening an image: the environment map of {@code FileSystems.newFileSystem},
 * checked.
 *
 * @param view the tree to show
 * @param volume 1-based index of a volume, its name, or {@code all}; empty for the main volume
 * @param session 1-based number of a session, or 0 for the last
 * @param password the password of an encrypted image, copied, or empty
 * @param snapshot name of a snapshot, or empty for the live volume
 * @param charset for names whose encoding the format does not declare; empty for the format's own
 * @param verify whether checksums and error codes are checked while reading
 * @param cacheBytes bound on the decompressed data held, in bytes, above 0
 * @param mapped whether the host file may be mapped into memory
 * @param hostBlocks how image files that are not local are read
 * @param unpackBytes bound on the temporary file of an unpacked image, in bytes, above 0
 * @param unpackListener receives the progress of unpacking
 * @param scheme the scheme by which a URI names the image; empty if any is right
 */
public record ImageOptions(
    ViewName view,
    Optional<String> volume,
    int session,
    Optional<char[]> password,
    Optional<String> snapshot,
    Optional<Charset> charset,
    boolean verify,
    long cacheBytes,
    boolean mapped,
    HostBlockOptions hostBlocks,
    long unpackBytes,
    UnpackListener unpackListener,
    Optional<ImageScheme> scheme) {

  /** Receives the progress of unpacking a wrapped image, on the thread that needs its bytes. */
  @FunctionalInterface
  public interface UnpackListener {
    /**
     * Receives the progress.
     *
     * @param name of the packed file
     * @param bytes unpacked so far
     * @param total bytes in all, or -1 if that is not known
     */
    void unpacked(String name, long bytes, long total);
  }

  private static final long DEFAULT_CACHE_BYTES = 64L << 20;
  private static final long DEFAULT_UNPACK_BYTES = 64L << 30;

  /** What an empty environment gives. */
  public static final ImageOptions DEFAULTS = from(Map.of());

  /** Checks what {@link #from} cannot have let through. */
  public ImageOptions {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(snapshot, "snapshot");
    Objects.requireNonNull(charset, "charset");
    Objects.requireNonNull(hostBlocks, "hostBlocks");
    Objects.requireNonNull(scheme, "scheme");
    password = password.map(char[]::clone);
    volume.ifPresent(ImageOptions::checkVolume);
    if (session < 0) {
      throw bad("session", session, "a number from 1");
    }
    if (unpackBytes < 1) {
      throw bad("unpackBytes", unpackBytes, "a whole number from 1");
    }
    if (cacheBytes < 1) {
      throw bad("cacheBytes", cacheBytes, "a whole number from 1");
    }
  }

  /** Returns a copy of the password, which the caller may clear. */
  @Override
  public Optional<char[]> password() {
    return password.map(char[]::clone);
  }

  /**
   * Reads the options from an environment map. Unknown keys are ignored.
   *
   * @param env keys as in the table of the guide
   * @return the options
   * @throws IllegalArgumentException if a known key has a value that it cannot have
   */
  public static ImageOptions from(Map<String, ?> env) {
    Optional<String> volume = volume(env.get("volume"));
    long session = number(env, "session", 1, 0);
    if (session > Integer.MAX_VALUE) {
      throw bad("session", session, "a session's number");
    }
    return new ImageOptions(
        view(env),
        volume,
        (int) session,
        password(env.get("password")),
        text(env, "snapshot"),
        charset(env),
        flag(env, "verify", false),
        number(env, "cacheBytes", 1, defaultCacheBytes()),
        flag(env, "mapped", true),
        hostBlocks(env),
        number(env, "unpackBytes", 1, DEFAULT_UNPACK_BYTES),
        env.get("unpackListener") instanceof UnpackListener given
            ? given
            : (name, bytes, total) -> {},
        env.get("scheme") instanceof ImageScheme given ? Optional.of(given) : Optional.empty());
  }

  private static HostBlockOptions hostBlocks(Map<String, ?> env) {
    HostBlockOptions defaults = HostBlockOptions.DEFAULTS;
    long blockBytes = number(env, "hostBlockBytes", 1, defaults.blockBytes());
    if (blockBytes > HostBlockOptions.MAX_BLOCK_BYTES) {
      throw bad(
          "hostBlockBytes", blockBytes, "a number from 1 to " + HostBlockOptions.MAX_BLOCK_BYTES);
    }
    return new HostBlockOptions(
        (int) blockBytes,
        number(env, "hostCacheBytes", 0, defaults.cacheBytes()),
        number(env, "readAheadBytes", 0, defaults.readAheadBytes()));
  }

  /** Returns the same options for the volumes of a container that shows the chosen snapshot. */
  public ImageOptions withoutSnapshot() {
    return new ImageOptions(
        view,
        volume,
        session,
        password,
        Optional.empty(),
        charset,
        verify,
        cacheBytes,
        mapped,
        hostBlocks,
        unpackBytes,
        unpackListener,
        scheme);
  }

  /** Returns up to a quarter of the heap, so that the default never fills a small one. */
  private static long defaultCacheBytes() {
    return Math.max(1, Math.min(DEFAULT_CACHE_BYTES, Runtime.getRuntime().maxMemory() / 4));
  }

  private static Optional<String> text(Map<String, ?> env, String key) {
    Object value = env.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw bad(key, value.getClass().getName(), "a String");
  }

  private static ViewName view(Map<String, ?> env) {
    String view = text(env, "view").orElse(ViewName.AUTO.option());
    return ViewName.of(view)
        .orElseThrow(() -> bad("view", view, "one of " + String.join(", ", ViewName.options())));
  }

  private static Optional<char[]> password(Object value) {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof char[] chars) {
      return Optional.of(chars);
    }
    if (value instanceof String text) {
      return Optional.of(text.toCharArray());
    }
    throw bad("password", value.getClass().getName(), "a String or char[]");
  }

  private static Optional<String> volume(Object value) {
    if (value == null || value.equals("")) {
      return Optional.empty();
    }
    String text = value.toString();
    boolean wholeNumber = value instanceof Number && text.matches("-?[0-9]+");
    if (!wholeNumber && !(value instanceof String)) {
      throw badVolume(value);
    }
    return Optional.of(text);
  }

  private static void checkVolume(String volume) {
    boolean number = volume.matches("[+-]?[0-9]+");
    if (number ? !volume.matches("0*[1-9][0-9]*") : volume.isEmpty()) {
      throw badVolume(volume);
    }
  }

  private static IllegalArgumentException badVolume(Object value) {
    return bad("volume", value, "a number from 1, a volume's name, or all");
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
      // Reported below, with the key.
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

  /** Returns the main options in words, never the password. */
  @Override
  public String toString() {
    return "ImageOptions[view=" + view.option() + ", volume=" + volume.orElse("main") + "]";
  }
}
