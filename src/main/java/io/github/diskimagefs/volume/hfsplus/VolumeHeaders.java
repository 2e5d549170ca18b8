package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The two headers of a volume: the primary one near its start, and the alternate one in its last
 * sector but one, for repair (TN1150 "Volume Header").
 */
final class VolumeHeaders {
  private static final int SECTOR = 512;
  private static final int BEHIND = 2 * SECTOR;

  /** Kind of the first node of a B-tree; its height is 0. */
  private static final int HEADER_NODE = 1;

  private VolumeHeaders() {}

  /** Returns whether a volume starts where the bytes do, by the alternate header alone. */
  static boolean copied(ByteSource bytes) throws IOException {
    return bytes.size() >= VolumeHeader.OFFSET + VolumeHeader.LENGTH && alternate(bytes) != null;
  }

  /** Reads the primary header, or the alternate one if only that is intact. */
  static VolumeHeader intact(ByteSource volume) throws IOException {
    Struct first = first(volume);
    if (VolumeHeader.plausible(first)) {
      VolumeHeader header = VolumeHeader.read(first);
      if (leadsToCatalog(header, volume)) {
        return header;
      }
    }
    VolumeHeader alternate = alternate(volume);
    return alternate != null ? alternate : VolumeHeader.read(first);
  }

  private static Struct first(ByteSource volume) throws IOException {
    return Struct.read(
        "volume header", volume, VolumeHeader.OFFSET, VolumeHeader.LENGTH, ByteOrder.BIG_ENDIAN);
  }

  /**
   * Reads the alternate header. Returns null if there is none, or if it belongs to a volume that
   * starts later, such as the last one of several.
   */
  private static VolumeHeader alternate(ByteSource volume) throws IOException {
    long offset = volume.size() / SECTOR * SECTOR - BEHIND;
    if (offset <= VolumeHeader.OFFSET) {
      return null;
    }
    Struct in = readable(volume, offset);
    if (in == null || !VolumeHeader.plausible(in)) {
      return null;
    }
    VolumeHeader header = VolumeHeader.read(in);
    long rest = volume.size() - header.size();
    return rest >= 0 && rest < header.blockSize() && leadsToCatalog(header, volume) ? header : null;
  }

  private static boolean leadsToCatalog(VolumeHeader header, ByteSource volume) throws IOException {
    int[] catalog = header.catalog().extents();
    long block = catalog.length == 0 ? 0 : catalog[0] & 0xFFFF_FFFFL;
    if (block == 0 || block >= header.totalBlocks()) {
      return false;
    }
    Struct node = readable(volume, block * header.blockSize());
    return node != null && node.u16(8) == HEADER_NODE << 8;
  }

  /** Reads a sector; returns null if the image is truncated or damaged there. */
  private static Struct readable(ByteSource volume, long offset) throws IOException {
    try {
      return Struct.read("volume header", volume, offset, SECTOR, ByteOrder.BIG_ENDIAN);
    } catch (MalformedImageException e) {
      return null;
    }
  }
}
