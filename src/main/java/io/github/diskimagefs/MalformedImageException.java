package io.github.diskimagefs;

import java.util.Optional;

/**
 * The error of a damaged image: one of its structures has an invalid value.
 *
 * <p>The message names the structure, the byte offset in the image, and the value found.
 *
 * @since 0.1.0
 */
public class MalformedImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** The offset where none is known. */
  public static final long NO_OFFSET = -1;

  /** Name of the structure. */
  private final String structure;

  /** Byte offset in the image. */
  private final long offset;

  /** Valid values, or null. */
  private final String expected;

  /** Value found, or null. */
  private final String found;

  /**
   * Creates the exception.
   *
   * @param structure the standard's name of the structure that is wrong
   * @param offset byte offset of the structure in the image, or {@link #NO_OFFSET}
   * @param detail the error in words
   */
  public MalformedImageException(String structure, long offset, String detail) {
    super(message(structure, offset, detail));
    this.structure = structure;
    this.offset = offset;
    this.expected = null;
    this.found = null;
  }

  /**
   * Creates the exception with a cause.
   *
   * @param structure the standard's name of the structure that is wrong
   * @param offset byte offset of the structure in the image, or {@link #NO_OFFSET}
   * @param detail the error in words
   * @param cause the exception thrown where the error was met
   */
  public MalformedImageException(String structure, long offset, String detail, Throwable cause) {
    super(message(structure, offset, detail), cause);
    this.structure = structure;
    this.offset = offset;
    this.expected = null;
    this.found = null;
  }

  /**
   * Creates the exception for a value other than the valid ones.
   *
   * @param structure the standard's name of the structure that is wrong
   * @param offset byte offset of the structure in the image, or {@link #NO_OFFSET}
   * @param expected the valid values, with the field's name
   * @param found the value found
   */
  public MalformedImageException(String structure, long offset, String expected, String found) {
    super(message(structure, offset, "expected " + expected + ", found " + found));
    this.structure = structure;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }

  private MalformedImageException(MalformedImageException error, String path) {
    super(error, path);
    this.structure = error.structure;
    this.offset = error.offset;
    this.expected = error.expected;
    this.found = error.found;
  }

  @Override
  final ImageException copy(String newPath) {
    return new MalformedImageException(this, newPath);
  }

  private static String message(String structure, long offset, String detail) {
    return offset < 0
        ? structure + ": " + detail
        : structure + " at byte " + offset + ": " + detail;
  }

  /**
   * Returns the standard's name of the structure that is wrong.
   *
   * @return a name such as {@code Directory Record}
   */
  public String structure() {
    return structure;
  }

  /**
   * Returns where the structure starts.
   *
   * @return byte offset in the image, or {@link #NO_OFFSET}
   */
  public long offset() {
    return offset;
  }

  /**
   * Returns the values that would have been valid.
   *
   * @return the values in words; empty where the error is not a single wrong value, which the
   *     message then describes
   */
  public Optional<String> expected() {
    return Optional.ofNullable(expected);
  }

  /**
   * Returns the value that the structure has.
   *
   * @return the value in words; empty exactly where {@link #expected()} is
   */
  public Optional<String> found() {
    return Optional.ofNullable(found);
  }
}
