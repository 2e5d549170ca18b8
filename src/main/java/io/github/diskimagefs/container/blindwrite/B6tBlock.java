package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.container.StructReader;
import java.nio.charset.StandardCharsets;

/**
 * Sectors of one size in a file, for one track or several.
 *
 * @param bytes of all sectors
 * @param offset byte of the first sector in the file
 * @param start logical block address of the first sector
 * @param sectors number of sectors
 * @param name of the file
 */
record B6tBlock(long bytes, long offset, long start, long sectors, String name) {

  static B6tBlock read(StructReader in) throws MalformedImageException {
    in.skip(4); // kind of the sectors
    long bytes = in.u32();
    in.skip(16);
    long offset = in.u32();
    in.skip(12);
    long start = in.s32();
    long sectors = in.s32();
    String name = in.text(in.u32(), StandardCharsets.UTF_16LE);
    in.skip(4);
    return new B6tBlock(bytes, offset, start, sectors, name);
  }

  long end() {
    return start + sectors;
  }

  /** Returns the bytes of a sector, sub-channel included; 0 if the block holds none. */
  int sectorSize() {
    return sectors <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, bytes / sectors);
  }
}
