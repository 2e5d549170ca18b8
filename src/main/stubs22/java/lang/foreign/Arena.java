package java.lang.foreign;

/** Signatures of JDK 22 that {@code src/main/java22} is compiled against; not packaged. */
public interface Arena extends AutoCloseable {
  static Arena ofShared() {
    throw new UnsupportedOperationException();
  }

  @Override
  void close();
}
