package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The text of a sheet. A sheet never declares its charset: the bytes tell UTF-8 and UTF-16, and the
 * files that the sheet names tell the others apart.
 */
public final class SheetText {
  /** Maximum size of a sheet in bytes: the longest real ones have a few kilobytes. */
  public static final int MAX_LENGTH = 1 << 20;

  /**
   * Charsets of old sheets, the usual ones first. An extended charset is left out where the runtime
   * image has no module {@code jdk.charsets}.
   */
  private static final List<String> LEGACY =
      List.of(
          "windows-1252",
          "windows-31j",
          "GB18030",
          "x-windows-950",
          "Big5-HKSCS",
          "x-windows-949",
          "EUC-JP",
          "windows-1251",
          "windows-1250",
          "windows-1253",
          "windows-1254",
          "windows-1257",
          "windows-1255",
          "windows-1256",
          "windows-1258",
          "windows-874",
          "ISO-8859-2",
          "ISO-8859-15",
          "KOI8-R",
          "IBM866",
          "IBM850",
          "IBM852",
          "IBM437",
          "x-MacRoman");

  private SheetText() {}

  /**
   * Returns the text of a file if it can be a sheet: short, and without control characters.
   *
   * @param charset used for bytes that are neither UTF-8 nor UTF-16, if the caller knows it
   * @return null if the file is no text
   */
  public static String read(ByteSource file, Optional<Charset> charset) throws IOException {
    List<String> readings = readings(file, charset);
    return readings.isEmpty() ? null : readings.get(0);
  }

  /**
   * Returns the text of a file in each charset that it may be written in, the most probable first.
   *
   * @param charset used for bytes that are neither UTF-8 nor UTF-16, if the caller knows it
   * @return distinct texts, none if the file is no text
   */
  public static List<String> readings(ByteSource file, Optional<Charset> charset)
      throws IOException {
    if (file == null || file.size() > MAX_LENGTH) {
      return List.of();
    }
    byte[] bytes = file.readFully(0, (int) file.size());
    Charset wide = utf16(bytes);
    if (wide != null) {
      String text = beforeNul(new String(bytes, wide));
      return clean(text) ? List.of(text) : List.of();
    }
    // Old file systems round a file up to whole sectors: zeros, or remains of another file.
    byte[] text = Arrays.copyOf(bytes, nul(bytes));
    if ((text.length == 0 && bytes.length > 0) || !clean(text)) {
      return List.of();
    }
    return readings(text, charset);
  }

  /**
   * Returns a text in each charset that it may be written in, the most probable first.
   *
   * @param charset used for bytes that are not UTF-8, if the caller knows it
   * @return distinct texts, at least one
   */
  public static List<String> readings(byte[] bytes, Optional<Charset> charset) {
    Set<String> texts = new LinkedHashSet<>();
    texts.add(withoutMark(decode(bytes, charset)));
    if (charset.isEmpty() && !ascii(bytes)) {
      for (String name : LEGACY) {
        String text = Charset.isSupported(name) ? strict(bytes, Charset.forName(name)) : null;
        if (text != null) {
          texts.add(text);
        }
      }
    }
    return List.copyOf(texts);
  }

  /** Decodes UTF-8 if the bytes are valid; else by the caller's charset, Shift JIS or Latin. */
  public static String decode(byte[] bytes, Optional<Charset> charset) {
    String utf8 = strict(bytes, StandardCharsets.UTF_8);
    if (utf8 != null) {
      return utf8;
    }
    if (charset.isPresent()) {
      return new String(bytes, charset.get());
    }
    if (japanese(bytes) && Charset.isSupported("windows-31j")) {
      String text = strict(bytes, Charset.forName("windows-31j"));
      if (text != null) {
        return text;
      }
    }
    Charset latin =
        Charset.isSupported("windows-1252")
            ? Charset.forName("windows-1252")
            : StandardCharsets.ISO_8859_1;
    return new String(bytes, latin);
  }

  /** Returns UTF-16 by its mark, or without one by the ASCII character that starts any sheet. */
  private static Charset utf16(byte[] bytes) {
    if (bytes.length < 2) {
      return null;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    if ((first == 0xFF && second == 0xFE) || (first != 0 && first < 0x80 && second == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    if ((first == 0xFE && second == 0xFF) || (first == 0 && second >= '\t' && second < 0x80)) {
      return StandardCharsets.UTF_16BE;
    }
    return null;
  }

  private static int nul(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return end;
  }

  private static String beforeNul(String text) {
    int end = text.indexOf('\0');
    return withoutMark(end < 0 ? text : text.substring(0, end));
  }

  private static boolean clean(byte[] bytes) {
    for (byte each : bytes) {
      if (each >= 0 && control((char) each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean clean(String text) {
    return !text.isEmpty() && text.chars().noneMatch(c -> control((char) c));
  }

  private static boolean control(char c) {
    return c < ' ' && "\t\n\r\f\u001A".indexOf(c) < 0;
  }

  private static boolean ascii(byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the bytes hold lead bytes 81 to 9F, rare in Latin text, each with a trail. */
  private static boolean japanese(byte[] bytes) {
    int leads = 0;
    for (int i = 0; i < bytes.length; i++) {
      int lead = bytes[i] & 0xFF;
      if ((lead >= 0x81 && lead <= 0x9F) || (lead >= 0xE0 && lead <= 0xFC)) {
        int trail = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
        if (trail < 0x40 || trail == 0x7F || trail > 0xFC) {
          return false;
        }
        leads += lead <= 0x9F ? 1 : 0;
        i++;
      }
    }
    return leads > 0;
  }

  private static String strict(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
