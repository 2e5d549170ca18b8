package io.github.diskimagefs.bytes;

/**
 * Forces delivery of a pending asynchronous {@link InternalError}, which reports a page fault in
 * mapped memory.
 *
 * <p>Compiled code continues after the page fault, and the error is thrown when the thread next
 * enters the JVM in certain ways, possibly far from the read and outside any handler. A call of a
 * class loader by the JVM is such an entry, one of few on JDK 17; later releases throw at the next
 * safepoint poll.
 */
final class PendingMappingErrors {
  /** Maximum number of pending errors; a long copy and its repetition cause one each. */
  private static final int MAX_ROUNDS = 16;

  private PendingMappingErrors() {}

  /** Throws and catches the pending errors of this thread, if any. */
  static void drain() {
    for (int i = 0; i < MAX_ROUNDS; i++) {
      try {
        enterTheJvm();
        return;
      } catch (InternalError e) {
        // A pending error; there may be another one.
      }
    }
  }

  private static void enterTheJvm() {
    try {
      Class.forName("io.github.diskimagefs.NoSuchClass", false, Nothing.LOADER);
    } catch (ClassNotFoundException e) {
      // As it must be: the loader knows no class at all.
    }
  }

  private static final class Nothing extends ClassLoader {
    static final Nothing LOADER = new Nothing();

    Nothing() {
      super(null);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      throw new ClassNotFoundException(name);
    }
  }
}
