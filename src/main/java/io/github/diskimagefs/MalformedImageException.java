package io.github.diskimagefs;

import java.io.IOException;

/**
 * The image is of a known format and broken: a structure of it says what cannot be.
 *
 * <p>The message names the structure, the byte offset in the image, and what was found.
 */
public class MalformedImageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The offset where none is known. */
  public static final long NO_OFFSET = -1;

  /** Name of the structure. */
  private final String structure;

  /** Byte offset in the image. */
  private final long offset;

  /**
   * Creates the exception.
   *
   * @param structure the standard's name of the structure that is wrong
   * @param offset byte offset of the structure in the image, or {@link #NO_OFFSET}
   * @param detail what was expected and what was found
   */
  public MalformedImageException(String structure, long offset, String detail) {
    this(structure, offset, detail, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param structure the standard's name of the structure that is wrong
   * @param offset byte offset of the structure in the image, or {@link #NO_OFFSET}
   * @param detail what was expected and what was found
   * @param cause the exception that revealed the error, or null
   */
  public MalformedImageException(String structure, long offset, String detail, Throwable cause) {
    super(
        offset < 0 ? structure + ": " + detail : structure + " at byte " + offset + ": " + detail,
        cause);
    this.structure = structure;
    this.offset = offset;
  }

  /**
   * The standard's name of the structure that is wrong.
   *
   * @return a name such as {@code Directory Record}
   */
  public String structure() {
    return structure;
  }

  /**
   * Where the structure lies.
   *
   * @return byte offset in the image, or {@link #NO_OFFSET}
   */
  public long offset() {
    return offset;
  }
}
