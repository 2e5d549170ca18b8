package java.nio.channels;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/** Signatures of JDK 21 that {@code src/main/java21} is compiled against; not packaged. */
public abstract class FileChannel extends AbstractInterruptibleChannel {
  protected FileChannel() {}

  public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The mapping modes. */
  public static class MapMode {
    // Not constants, which the compiler would copy into the class files.
    public static final MapMode READ_ONLY = new MapMode();

    private MapMode() {}
  }
}
