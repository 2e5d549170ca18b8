package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The text of a sheet, which never says how it is encoded. */
public final class SheetText {
  /** No sheet is longer. */
  public static final int MAX_LENGTH = 1 << 20;

  private SheetText() {}

  /**
   * The text of a file if it can be a sheet: short, and without control characters.
   *
   * @param charset for what has no mark of its own, if the caller knows better
   * @return null if the file is no text
   */
  public static String read(ByteSource file, Optional<Charset> charset) throws IOException {
    if (file == null || file.size() > MAX_LENGTH) {
      return null;
    }
    byte[] bytes = new byte[(int) file.size()];
    file.readFully(0, ByteBuffer.wrap(bytes));
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
      return stripped(new String(bytes, StandardCharsets.UTF_16LE));
    }
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
      return stripped(new String(bytes, StandardCharsets.UTF_16BE));
    }
    for (byte each : bytes) {
      if (each >= 0 && each < ' ' && "\t\n\r\f\u001A".indexOf(each) < 0) {
        return null;
      }
    }
    return stripped(decode(bytes, charset));
  }

  /** Bytes as UTF-8 if they are that, else as the caller knows, else Shift JIS or Latin. */
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

  /** Lead bytes 81 to 9F, which Latin text hardly has, each with a trail byte. */
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

  private static String stripped(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
