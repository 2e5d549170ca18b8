package io.github.diskimagefs.bytes;

import java.util.Set;

/** The unit in which memory is mapped. */
public final class PageSize {
  /** Page size assumed for alignment: the largest base page size of the CPU architecture. */
  public static final int SIZE =
      Set.of("amd64", "x86_64", "x86", "i386").contains(System.getProperty("os.arch"))
          ? 4 << 10
          : 64 << 10;

  private PageSize() {}
}
