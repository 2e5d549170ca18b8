package io.github.diskimagefs.bytes;

import java.util.Set;

/** The unit in which memory is mapped. */
public final class MemoryPage {
  /** Bytes of a page, or of the largest that the processor may have been told to use. */
  public static final int SIZE =
      Set.of("amd64", "x86_64", "x86", "i386").contains(System.getProperty("os.arch"))
          ? 4 << 10
          : 64 << 10;

  private MemoryPage() {}
}
