package io.github.diskimagefs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.opentest4j.TestAbortedException;

/**
 * The features that the library does not have yet: the one list of them, {@code not-supported.tsv},
 * which gets shorter with each that comes. A check that meets one is skipped.
 */
final class NotSupported {
  private static final List<String> FEATURES = read();
  private static final Set<String> MET = new ConcurrentSkipListSet<>();

  private NotSupported() {}

  private static List<String> read() {
    try (InputStream in = NotSupported.class.getResourceAsStream("not-supported.tsv")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t")[0])
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a feature is on the list. */
  static boolean lists(String feature) {
    Optional<String> listed =
        FEATURES.stream()
            .filter(name -> feature.equals(name) || feature.matches("\\Q" + name + "\\E\\b.*"))
            .findFirst();
    listed.ifPresent(MET::add);
    return listed.isPresent();
  }

  /** Leaves the test if an image was refused for a feature on the list; else throws. */
  static TestAbortedException orThrow(UnsupportedImageException e)
      throws UnsupportedImageException {
    // A volume requested by its number may be a volume that is not found yet.
    String hidden = e.feature().replaceFirst("^volume .*?: not supported: ", "");
    if (lists(hidden)) {
      return new TestAbortedException(e.getMessage(), e);
    }
    throw e;
  }

  /** Returns the features on the list that no check has met, so that their lines can go. */
  static Set<String> unneeded() {
    Set<String> unneeded = new TreeSet<>(FEATURES);
    unneeded.removeAll(MET);
    return unneeded;
  }
}
