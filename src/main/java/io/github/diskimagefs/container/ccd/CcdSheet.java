package io.github.diskimagefs.container.ccd;

import io.github.diskimagefs.MalformedImageException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The sections of a CloneCD control sheet; names and keys in lower case, keys sorted. */
record CcdSheet(Map<String, Map<String, String>> sections) {

  static CcdSheet parse(String text) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    Map<String, String> section = new TreeMap<>();
    for (String row : (Iterable<String>) text.lines()::iterator) {
      String line = row.strip();
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        String name = line.substring(1, line.length() - 1).strip().toLowerCase(Locale.ROOT);
        section = sections.computeIfAbsent(name, n -> new TreeMap<>());
      } else if (equals > 0) {
        String key = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        section.put(key, line.substring(equals + 1).strip());
      }
    }
    return new CcdSheet(sections);
  }

  /** A section; empty if there is none. */
  Map<String, String> section(String name) {
    return sections.getOrDefault(name, Map.of());
  }

  /**
   * A number, decimal or with {@code 0x}.
   *
   * @return {@code defaultValue} where the key is missing
   */
  long number(String section, String key, long defaultValue) throws MalformedImageException {
    String text = section(section).get(key);
    if (text == null) {
      return defaultValue;
    }
    try {
      return text.startsWith("0x") || text.startsWith("0X")
          ? Integer.parseInt(text.substring(2), 16)
          : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new MalformedImageException(
          "CCD section [" + section + "]",
          MalformedImageException.NO_OFFSET,
          key + "=" + text + ", expected a number",
          e);
    }
  }
}
