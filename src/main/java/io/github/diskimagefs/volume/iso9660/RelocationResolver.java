package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Resolver of child links (CL), RRIP 1.12 §4.1.5: directories nested too deep for ECMA-119 are
 * recorded elsewhere, and their own record {@code "."} describes them.
 */
record RelocationResolver(SystemUseReader systemUse, NodeFactory nodes) {

  /**
   * Creates the node of a relocated directory.
   *
   * @param name as the entry with the child link has it
   * @param block logical block of the directory
   * @param position byte position of the entry's record
   */
  IsoNode resolve(String name, long block, long position) throws IOException {
    long start = block * nodes.hierarchy().blockSize();
    DirectoryLocator locator = nodes.locator();
    Struct self = locator.self(start);
    if (self == null) {
      return nodes.missingDirectory(name, start, position, systemUse.none());
    }
    DirectoryRecord record = locator.record(self);
    return nodes.directory(name, self, record, systemUse.read(self, record), position);
  }
}
