package java.lang.foreign;

/** Signatures of JDK 21 that {@code src/main/java21} is compiled against; not packaged. */
public interface Arena extends AutoCloseable {
  static Arena ofShared() {
    throw new UnsupportedOperationException();
  }

  @Override
  void close();
}
