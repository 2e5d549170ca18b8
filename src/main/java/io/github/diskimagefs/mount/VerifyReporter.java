package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageCheck;
import io.github.diskimagefs.container.VerifyReport;
import java.util.function.Consumer;

/** Hands on what a verification finds, and remembers whether all of it was sound. */
final class VerifyReporter implements VerifyReport {
  private final Consumer<ImageCheck> report;
  private boolean valid = true;

  VerifyReporter(Consumer<ImageCheck> report) {
    this.report = report;
  }

  boolean valid() {
    return valid;
  }

  @Override
  public void checked(String part, boolean good, String detail) {
    valid &= good;
    report.accept(new ImageCheck(part, true, good, detail));
  }

  @Override
  public void unchecked(String part, String why) {
    valid = false;
    report.accept(new ImageCheck(part, false, false, why));
  }
}
