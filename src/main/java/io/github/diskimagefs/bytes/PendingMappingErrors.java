package io.github.diskimagefs.bytes;

/**
 * Has the JVM throw what it still owes this thread.
 *
 * <p>A fault in mapped memory becomes an {@link InternalError}. Compiled code goes on first, and
 * the error strikes where the thread next enters the JVM in a certain way, which may be far from
 * the read and outside any handler. A class loader called by the JVM is such an entry: on JDK 17 it
 * is one of the few, while later releases throw at the next safepoint poll.
 */
final class PendingMappingErrors {
  /** A long copy and its repetition may owe one error each. */
  private static final int MAX_ROUNDS = 16;

  private PendingMappingErrors() {}

  /** Takes the errors that this thread is owed, if any. */
  static void take() {
    for (int i = 0; i < MAX_ROUNDS; i++) {
      try {
        enterTheJvm();
        return;
      } catch (InternalError e) {
        // The one that was owed; there may be another.
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
