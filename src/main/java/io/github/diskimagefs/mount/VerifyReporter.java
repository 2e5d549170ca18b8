package io.github.diskimagefs.mount;

import io.github.diskimagefs.PartResult;
import io.github.diskimagefs.VerifyResult;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.container.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the results of a verification and passes each on as it comes. */
final class VerifyReporter implements VerifyReport {
  private final Consumer<? super PartResult> progress;
  private final List<PartResult> parts = new ArrayList<>();

  VerifyReporter(Consumer<? super PartResult> progress) {
    this.progress = progress;
  }

  VerifyResult result() {
    return VerifyResult.of(parts);
  }

  /** Returns whether no part was reported yet. */
  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Returns whether any part is damaged. */
  boolean anyDamaged() {
    return parts.stream().anyMatch(part -> part.status() == VerifyStatus.DAMAGED);
  }

  @Override
  public void add(String part, VerifyStatus status, String detail) {
    PartResult result = PartResult.of(part, status, detail == null ? "no reason given" : detail);
    parts.add(result);
    progress.accept(result);
  }
}
