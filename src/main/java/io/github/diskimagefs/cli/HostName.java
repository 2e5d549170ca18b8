package io.github.diskimagefs.cli;

import java.util.regex.Pattern;

/** Names from an image as names that are harmless and possible on the host. */
final class HostName {
  /** Devices in every folder of Windows, whatever follows the first dot. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "(CON|PRN|AUX|NUL|CLOCK\\$|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³])( *\\..*)? *",
          Pattern.CASE_INSENSITIVE);

  private static final String NOT_ON_WINDOWS = "<>:\"/\\|?*";
  private static final char INSTEAD = '_';

  private final boolean windows;

  /**
   * Creates the mapping for a host.
   *
   * @param separator of the host's file system
   */
  HostName(String separator) {
    this.windows = separator.equals("\\");
  }

  /** One name that means one entry of a folder, never the folder, its parent or a device. */
  String of(String name) {
    StringBuilder safe = new StringBuilder(name.length());
    name.codePoints().forEach(c -> safe.appendCodePoint(allowed(c) ? c : INSTEAD));
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
    return result.matches("\\.{0,2}") ? result.replace('.', INSTEAD) + INSTEAD : result;
  }

  private boolean allowed(int c) {
    return windows ? c >= ' ' && NOT_ON_WINDOWS.indexOf(c) < 0 : c != '/' && c != 0;
  }
}
