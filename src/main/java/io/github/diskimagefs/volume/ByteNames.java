package io.github.diskimagefs.volume;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decoder of names that are bytes of no declared encoding, as those of Unix are. */
public final class ByteNames {
  private final Charset charset;

  /**
   * Creates a decoder.
   *
   * @param charset the caller's choice; by default UTF-8, and ISO 8859-1 if that is not valid
   */
  public ByteNames(Optional<Charset> charset) {
    this.charset = charset.orElse(null);
  }

  /** Returns the name of an entry as it is shown. */
  public String shown(byte[] bytes) {
    return VolumeNames.clean(text(bytes));
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

  /** Returns the bytes that a name most likely has. */
  public byte[] bytes(String name) {
    return name.getBytes(charset != null ? charset : StandardCharsets.UTF_8);
  }
}
