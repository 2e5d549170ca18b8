package io.github.diskimagefs.volume;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text of names that are bytes of no declared encoding, as file systems of Linux store them. */
public final class ByteNames {
  private final Charset charset;

  /**
   * Creates a decoder.
   *
   * @param charset the caller's choice, or null: UTF-8, and ISO 8859-1 if that is not valid
   */
  public ByteNames(Charset charset) {
    this.charset = charset;
  }

  /** Returns the text of a name or of a link's target. */
  public String text(byte[] bytes) {
    if (charset != null) {
      return new String(bytes, charset);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /** Returns the bytes that have a text; several if they may be of different encodings. */
  public List<byte[]> bytes(String text) {
    List<Charset> charsets =
        charset == null
            ? List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)
            : List.of(charset);
    List<byte[]> candidates = new ArrayList<>(charsets.size());
    byte[] before = null;
    for (Charset each : charsets) {
      byte[] bytes = text.getBytes(each);
      boolean again = before != null && before.length == text.length();
      if (!again && text(bytes).equals(text)) {
        candidates.add(bytes);
      }
      before = bytes;
    }
    return candidates;
  }
}
