package io.github.diskimagefs.mount;

import io.github.diskimagefs.PartResult;
import io.github.diskimagefs.VerifyListener;
import io.github.diskimagefs.VerifyResult;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.container.VerifyReport;
import java.util.ArrayList;
import java.util.List;

/** Collects the results of a verification and passes each on as it comes. */
final class VerifyReporter implements VerifyReport {
  private final VerifyListener listener;
  private final List<PartResult> parts = new ArrayList<>();
  private int structures;

  VerifyReporter(VerifyListener listener) {
    this.listener = listener;
  }

  @Override
  public void start(String part, long bytes) {
    listener.started(part, bytes);
  }

  @Override
  public void read(long bytes) {
    listener.read(bytes);
  }

  VerifyResult result() {
    return VerifyResult.of(parts);
  }

  /** Returns whether no part was reported yet that is more than a structure of the image file. */
  boolean hasNoContent() {
    return parts.size() == structures;
  }

  @Override
  public void checkedStructure(String part, boolean valid, String detail) {
    structures++;
    checked(part, valid, detail);
  }

  /** Returns whether any part is damaged. */
  boolean anyDamaged() {
    return parts.stream().anyMatch(part -> part.status() == VerifyStatus.DAMAGED);
  }

  @Override
  public void add(String part, VerifyStatus status, String detail) {
    PartResult result = PartResult.of(part, status, detail == null ? "no reason given" : detail);
    parts.add(result);
    listener.accept(result);
  }
}
