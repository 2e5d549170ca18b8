package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/**
 * Script (character set) of the names of a volume, which the volume does not record: that of the
 * caller's options, else Mac OS Roman. The JDK has Mac OS Roman only in the module jdk.charsets,
 * which a small runtime may lack.
 */
final class Script {
  private static final String ROMAN =
      "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"
          + "†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
          + "¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ"
          + "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uF8FFÒÚÛÙı\u02C6\u02DC\u00AF\u02D8\u02D9\u02DA\u00B8\u02DD\u02DB\u02C7";

  private final Charset charset;

  /** Creates a script; null means Mac OS Roman. */
  Script(Charset charset) {
    this.charset = charset;
  }

  String decode(Struct name) throws MalformedImageException {
    if (charset != null) {
      return name.text(0, name.length(), charset);
    }
    char[] chars = new char[name.length()];
    for (int i = 0; i < chars.length; i++) {
      int b = name.u8(i);
      chars[i] = b < 0x80 ? (char) b : ROMAN.charAt(b - 0x80);
    }
    return new String(chars);
  }

  /** Returns the bytes of a name; null if the script cannot express it. */
  byte[] encode(String name) {
    if (charset != null) {
      try {
        ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(name));
        byte[] result = new byte[bytes.remaining()];
        bytes.get(result);
        return result;
      } catch (CharacterCodingException | UnsupportedOperationException e) {
        return null;
      }
    }
    byte[] bytes = new byte[name.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = name.charAt(i);
      int high = c < 0x80 ? c : ROMAN.indexOf(c) + 0x80;
      if (c >= 0x80 && high < 0x80) {
        return null;
      }
      bytes[i] = (byte) high;
    }
    return bytes;
  }
}
