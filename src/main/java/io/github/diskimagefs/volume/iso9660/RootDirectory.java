package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/** The root directory of a hierarchy, ECMA-119 §6.8.2. */
final class RootDirectory {
  private RootDirectory() {}

  /**
   * Reads the root directory's node.
   *
   * @param strict whether its record {@code "."} must name its own block
   * @throws io.github.diskimagefs.MalformedImageException if it cannot be found
   */
  static IsoNode read(Hierarchy hierarchy, DirectoryLocator locator, boolean strict)
      throws IOException {
    long start = locator.root(strict);
    Struct self = locator.self(start);
    DirectoryRecord outer = hierarchy.descriptor().root();
    Struct struct = self == null ? hierarchy.descriptor().struct() : self;
    DirectoryRecord record = self == null ? outer : locator.record(self);
    // The record may name another extent than its own; the position where it was found counts.
    long left = hierarchy.image().sizeLimit() - start;
    long size = Math.max(hierarchy.blockSize(), size(outer, record, left));
    SystemUse use = SystemUse.NONE;
    if (hierarchy.rockRidge()) {
      int end = self == null ? record.systemUse() : record.end();
      use = hierarchy.systemUseParser().parse(struct, record.systemUse(), end);
    }
    return new NodeFactory(hierarchy, locator, 0).root(struct, record, use, start, size);
  }

  /** Returns the length in the descriptor, unless only that of the directory's record fits. */
  private static long size(DirectoryRecord outer, DirectoryRecord self, long left) {
    long size = outer.dataLength();
    boolean wrong = size == 0 || size > left;
    boolean better = self.dataLength() > 0 && self.dataLength() <= left;
    return wrong && better ? self.dataLength() : size;
  }
}
