package java.lang.foreign;

import java.nio.ByteBuffer;

/** Signatures of JDK 21 that {@code src/main/java21} is compiled against; not packaged. */
public interface MemorySegment {
  ByteBuffer asByteBuffer();
}
