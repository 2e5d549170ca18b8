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

/** Format of HFS Plus and HFSX volumes, also of those embedded in an HFS wrapper. */
public final class HfsPlusFormat implements VolumeFormat {
  private static final String VIEW = "hfsplus";

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
    Struct block =
        Struct.read(
            "master directory block",
            volume,
            VolumeHeader.OFFSET,
            VolumeHeader.LENGTH,
            ByteOrder.BIG_ENDIAN);
    if (block.has(0, "BD")) {
      boolean wrapper = block.has(124, "H+") || block.has(124, "HX"); // drEmbedSigWord
      return wrapper ? view(embedded(volume, block), source) : List.of();
    }
    return VolumeHeaders.any(volume) ? view(volume, source) : List.of();
  }

  private static List<VolumeView> view(ByteSource volume, VolumeSource source) {
    return List.of(VolumeView.of(VIEW, () -> HfsPlusVolume.open(volume, source.cache())));
  }

  /** Returns the part of a wrapper that its master directory block names (TN1150 "HFS Wrapper"). */
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
}
