package io.github.diskimagefs.container.ewf;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Deflate;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the examiner wrote of a case: lines of which the second is {@code main}, the third has the
 * identifiers of the values in the fourth, separated by tabs.
 */
final class CaseData {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_SHOWN_CHARACTERS = 3000;

  private static final Map<String, String> NAMES = names();

  private CaseData() {}

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("c", "case number");
    names.put("n", "evidence number");
    names.put("a", "description");
    names.put("e", "examiner");
    names.put("t", "notes");
    names.put("md", "model");
    names.put("sn", "serial number");
    names.put("l", "device label");
    names.put("m", "acquired");
    names.put("u", "system date");
    names.put("av", "software version");
    names.put("ov", "operating system");
    return names;
  }

  /**
   * Reads the values.
   *
   * @param packed of the section {@code header} or {@code header2}
   * @param charset of the former
   */
  static Map<String, String> read(Struct packed, Charset charset) throws IOException {
    byte[] bytes = new byte[MAX_BYTES];
    int count = Deflate.decode(packed, bytes, true);
    String[] lines = text(bytes, count, charset).split("\r?\n", -1);
    Map<String, String> values = new LinkedHashMap<>();
    if (lines.length < 4) {
      return values;
    }
    Map<String, String> found = new LinkedHashMap<>();
    String[] keys = lines[2].split("\t", -1);
    String[] texts = lines[3].split("\t", -1);
    for (int i = 0; i < Math.min(keys.length, texts.length); i++) {
      found.putIfAbsent(keys[i].trim(), texts[i].trim());
    }
    NAMES.forEach(
        (key, name) -> {
          String text = found.getOrDefault(key, "");
          if (!text.isEmpty()) {
            values.put(name, key.equals("m") || key.equals("u") ? date(text) : shown(text));
          }
        });
    return values;
  }

  private static String text(byte[] bytes, int count, Charset charset) {
    boolean little = count >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
    boolean big = count >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF;
    if (little || big) {
      Charset wide = little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
      return new String(bytes, 2, count - 2, wide);
    }
    return new String(bytes, 0, count, charset);
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN_CHARACTERS ? text : text.substring(0, MAX_SHOWN_CHARACTERS);
  }

  /** Returns a date, of seconds since 1970 or of six numbers of the examiner's time zone. */
  private static String date(String text) {
    if (text.matches("[0-9]{1,11}")) {
      return Instant.ofEpochSecond(Long.parseLong(text)).toString();
    }
    if (text.matches("[0-9]{4}( [0-9]{1,2}){5}")) {
      String[] parts = text.split(" ");
      Object[] numbers = new Object[parts.length];
      for (int i = 0; i < parts.length; i++) {
        numbers[i] = Integer.valueOf(parts[i]);
      }
      return String.format(Locale.ROOT, "%04d-%02d-%02d %02d:%02d:%02d", numbers);
    }
    return shown(text);
  }
}
