package java.lang.foreign;

import java.nio.ByteBuffer;

/** Signatures of JDK 22 that {@code src/main/java22} is compiled against; not packaged. */
public interface MemorySegment {
  ByteBuffer asByteBuffer();
}
