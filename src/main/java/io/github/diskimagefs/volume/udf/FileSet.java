package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * File set descriptor, ECMA-167 4/14.1.
 *
 * @param number 4/14.1.8: of one file set's descriptors the highest prevails
 * @param root ICB of the root directory
 */
record FileSet(long set, long number, String identifier, long recorded, LongAd root) {
  private static final String NAME = "File Set Descriptor";
  private static final int MAX_DESCRIPTORS = 256;

  /** The prevailing descriptor of the first file set, 4/8.3.1. */
  static FileSet read(LogicalVolumeSpace space, LongAd sequence) throws IOException {
    FileSet prevailing = null;
    LongAd extent = sequence;
    for (int i = 0; i < MAX_DESCRIPTORS; i++) {
      long block = extent.block();
      Struct struct;
      FileSet found;
      try {
        struct = space.descriptor(NAME, extent.partition(), block);
        Tag.require(struct, Tag.FILE_SET, block);
        found = read(struct);
      } catch (IOException e) {
        if (prevailing != null) {
          return prevailing;
        }
        throw e;
      }
      if (prevailing == null
          || (found.set() == prevailing.set() && found.number() > prevailing.number())) {
        prevailing = found;
      }
      LongAd next = LongAd.read(struct, 448); // 4/14.1.19
      long left = extent.length() - space.blockSize();
      if (next.present()) {
        extent = next;
      } else if (left >= space.blockSize()) {
        extent = new LongAd(left, 0, block + 1, extent.partition());
      } else {
        return prevailing;
      }
    }
    return prevailing;
  }

  private static FileSet read(Struct struct) throws MalformedImageException {
    LongAd root = LongAd.read(struct, 400); // 4/14.1.16
    if (!root.present()) {
      throw struct.malformed("no root directory");
    }
    return new FileSet(
        struct.u32(40), // 4/14.1.7
        struct.u32(44), // 4/14.1.8
        Cs0.dstring(struct, 304, 32), // 4/14.1.12
        Timestamp.micros(struct, 16), // 4/14.1.2
        root);
  }
}
