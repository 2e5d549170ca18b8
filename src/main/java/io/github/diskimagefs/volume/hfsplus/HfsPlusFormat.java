package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** HFS Plus and HFSX, bare or embedded in a wrapper of HFS. */
public final class HfsPlusFormat implements VolumeFormat {
  private static final String VIEW = "hfsplus";

  /** The kind of a B-tree's first node; its height is 0. */
  private static final int HEADER_NODE = 1;

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource bytes = source.bytes();
    ByteSource volume =
        source.start() == 0
            ? bytes
            : bytes.slice(source.start(), Math.max(0, source.end() - source.start()));
    if (volume.size() < VolumeHeader.OFFSET + VolumeHeader.LENGTH) {
      return List.of();
    }
    Struct header = header(volume, VolumeHeader.OFFSET);
    if (VolumeHeader.signed(header)) {
      return view(volume, VolumeHeader.OFFSET, source);
    }
    if (header.has(0, "BD") && (header.has(124, "H+") || header.has(124, "HX"))) {
      return view(embedded(volume, header), VolumeHeader.OFFSET, source);
    }
    if (header.zero(0, VolumeHeader.LENGTH) && alternate(volume)) {
      return view(volume, volume.size() - VolumeHeader.OFFSET, source);
    }
    return List.of();
  }

  private static List<VolumeView> view(ByteSource volume, long header, VolumeSource source) {
    return List.of(VolumeView.of(VIEW, () -> HfsPlusVolume.open(volume, header, source.cache())));
  }

  private static Struct header(ByteSource volume, long offset) throws IOException {
    return Struct.read("volume header", volume, offset, VolumeHeader.LENGTH, ByteOrder.BIG_ENDIAN);
  }

  /** The part of a wrapper that its Master Directory Block names (TN1150 "HFS Wrapper"). */
  private static ByteSource embedded(ByteSource wrapper, Struct block) throws IOException {
    long blockSize = block.u32(20); //             drAlBlkSiz
    long start =
        block.u16(28) * 512L //           drAlBlSt
            + block.u16(126) * blockSize; //           drEmbedExtent
    long length = block.u16(128) * blockSize;
    if (start >= wrapper.size()) {
      throw block.malformed("embedded volume at byte %d of %d", start, wrapper.size());
    }
    return wrapper.slice(start, Math.min(length, wrapper.size() - start));
  }

  /**
   * Whether the alternate header at the end is that of a volume that begins where the source does,
   * not of the last one of several.
   */
  private static boolean alternate(ByteSource volume) throws IOException {
    Struct header = header(volume, volume.size() - VolumeHeader.OFFSET);
    if (!VolumeHeader.signed(header)) {
      return false;
    }
    VolumeHeader copy = VolumeHeader.read(header);
    int[] catalog = copy.catalog().extents();
    long node = catalog.length == 0 ? 0 : catalog[0] * (long) copy.blockSize();
    return copy.size() <= volume.size()
        && volume.size() - copy.size() < copy.blockSize()
        && node > 0
        && node < copy.size() - VolumeHeader.LENGTH
        && header(volume, node).u16(8) == HEADER_NODE << 8;
  }
}
