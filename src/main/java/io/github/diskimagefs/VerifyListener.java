package io.github.diskimagefs;

import java.util.function.Consumer;

/**
 * The receiver of a verification's results and of its progress, on the thread that verifies.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface VerifyListener extends Consumer<PartResult> {

  /**
   * Receives the result for a part as soon as it is checked.
   *
   * @param result the result
   */
  @Override
  void accept(PartResult result);

  /**
   * Receives the name of the part that is checked next. Does nothing unless overridden.
   *
   * @param part the part's name, as in its result
   * @param bytes the number of bytes to read, an estimate; 0 if it is not known
   */
  default void started(String part, long bytes) {}

  /**
   * Receives a number of bytes that were read. Does nothing unless overridden.
   *
   * @param bytes bytes since the last call, from 0
   */
  default void read(long bytes) {}
}
