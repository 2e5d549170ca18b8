package io.github.diskimagefs;

import java.util.Objects;

/**
 * The outcome of verifying one part of an image: a track, a block table, a volume.
 *
 * @since 0.1.0
 */
public final class PartResult {
  private final String part;
  private final VerifyStatus status;
  private final String detail;

  private PartResult(String part, VerifyStatus status, String detail) {
    this.part = Objects.requireNonNull(part, "part");
    this.status = Objects.requireNonNull(status, "status");
    this.detail = Objects.requireNonNull(detail, "detail");
  }

  /**
   * Creates a result.
   *
   * @param part the part's name
   * @param status its outcome
   * @param detail figures, or a reason, in one line
   * @return the result
   */
  public static PartResult of(String part, VerifyStatus status, String detail) {
    return new PartResult(part, status, detail);
  }

  /**
   * Returns the part's name.
   *
   * @return a name such as {@code Track 01}, {@code blkx 2} or {@code volume 1}
   */
  public String part() {
    return part;
  }

  /**
   * Returns the outcome.
   *
   * @return valid, damaged or not checked
   */
  public VerifyStatus status() {
    return status;
  }

  /**
   * Returns figures, or the reason why the part is damaged or was not checked.
   *
   * @return one line, in words
   */
  public String detail() {
    return detail;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartResult that
        && part.equals(that.part)
        && status == that.status
        && detail.equals(that.detail);
  }

  @Override
  public int hashCode() {
    return Objects.hash(part, status, detail);
  }

  @Override
  public String toString() {
    return "PartResult[part=" + part + ", status=" + status + ", detail=" + detail + "]";
  }
}
