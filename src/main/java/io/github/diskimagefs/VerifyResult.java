package io.github.diskimagefs;

import java.util.List;

/**
 * The outcome of verifying an image, in total and part by part.
 *
 * @since 0.1.0
 */
public final class VerifyResult {
  private final List<PartResult> parts;

  private VerifyResult(List<PartResult> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Creates a result.
   *
   * @param parts the results of the parts, in the order of checking; copied
   * @return the result
   */
  public static VerifyResult of(List<PartResult> parts) {
    return new VerifyResult(parts);
  }

  /**
   * Returns the outcome for the whole image.
   *
   * @return {@link VerifyStatus#DAMAGED} if any part is; otherwise {@link VerifyStatus#NOT_CHECKED}
   *     if any part is, or if there are no parts; otherwise {@link VerifyStatus#VALID}
   */
  public VerifyStatus status() {
    VerifyStatus total = parts.isEmpty() ? VerifyStatus.NOT_CHECKED : VerifyStatus.VALID;
    for (PartResult part : parts) {
      if (part.status() == VerifyStatus.DAMAGED) {
        return VerifyStatus.DAMAGED;
      }
      if (part.status() == VerifyStatus.NOT_CHECKED) {
        total = VerifyStatus.NOT_CHECKED;
      }
    }
    return total;
  }

  /**
   * Returns the outcome for each part.
   *
   * @return an unmodifiable list in the order of checking
   */
  public List<PartResult> parts() {
    return parts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyResult that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return "VerifyResult[status=" + status() + ", parts=" + parts + "]";
  }
}
