package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import io.github.diskimagefs.volume.apple.VolumeSignature;
import java.io.IOException;
import java.util.List;

/** Format of HFS Plus and HFSX volumes, also of those embedded in an HFS wrapper. */
public final class HfsPlusFormat implements VolumeFormat {
  private static final String VIEW = ViewName.HFSPLUS.option();

  @Override
  public boolean hasSignature(VolumeSource source) throws IOException {
    Struct block = header(source.track());
    return block != null && (VolumeHeader.signed(block) || wrapper(block));
  }

  @Override
  public boolean hasCopy(VolumeSource source) throws IOException {
    ByteSource volume = source.track();
    return header(volume) != null && VolumeHeaders.copied(volume);
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    Struct block = header(volume);
    if (block == null) {
      return List.of();
    }
    if (VolumeSignature.find(block, 0) == VolumeSignature.HFS) {
      return wrapper(block) ? view(embedded(volume, block), source) : List.of();
    }
    return VolumeHeader.signed(block) || VolumeHeaders.copied(volume)
        ? view(volume, source)
        : List.of();
  }

  /** Reads the place of the volume header, or of a wrapper's master directory block. */
  private static Struct header(ByteSource volume) throws IOException {
    return VolumeSignature.header(volume, VolumeHeader.LENGTH);
  }

  private static boolean wrapper(Struct block) throws MalformedImageException {
    VolumeSignature embedded = VolumeSignature.find(block, 124); // drEmbedSigWord
    return VolumeSignature.find(block, 0) == VolumeSignature.HFS
        && embedded != null
        && embedded.extended();
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
