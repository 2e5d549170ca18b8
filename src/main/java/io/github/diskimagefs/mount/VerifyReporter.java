package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageCheck;
import io.github.diskimagefs.container.VerifyReport;
import java.util.function.Consumer;

/** Hands on what a verification finds, and remembers whether all of it was sound. */
final class VerifyReporter implements VerifyReport {
  private final Consumer<ImageCheck> report;
  private boolean sound = true;

  VerifyReporter(Consumer<ImageCheck> report) {
    this.report = report;
  }

  boolean sound() {
    return sound;
  }

  @Override
  public void checked(String part, boolean good, String detail) {
    sound &= good;
    report.accept(new ImageCheck(part, true, good, detail));
  }

  @Override
  public void unchecked(String part, String why) {
    sound = false;
    report.accept(new ImageCheck(part, false, false, why));
  }
}
