package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.StoredChecksum;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** ISO 9660 in all its trees, and High Sierra. */
public final class Iso9660Format implements VolumeFormat {

  @Override
  public boolean hasSignature(VolumeSource source) throws IOException {
    return DescriptorSet.present(source.bytes(), source.start());
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    DescriptorSet set = set(source, options);
    if (set == null) {
      return List.of();
    }
    try {
      return views(source, set, options);
    } catch (MalformedImageException e) {
      if (set.recovered()) {
        return List.of(); // the descriptors of a volume in a partition
      }
      RebasedSource disc =
          set.primary() == null || source.start() > 0
              ? null
              : RebasedSource.of(source.bytes(), set.primary());
      if (disc == null) {
        throw e;
      }
      return views(VolumeSource.of(disc, source.sectorSize(), source.cache()), set, options);
    }
  }

  @Override
  public List<Long> sessions(ByteSource image, boolean all) throws IOException {
    return Sessions.starts(image, all);
  }

  @Override
  public List<Long> appended(ByteSource image) throws IOException {
    DescriptorSet set = DescriptorSet.read(image, 0);
    return set == null || set.primary() == null || set.recovered()
        ? List.of()
        : AppendedVolumes.find(image, set.primary());
  }

  @Override
  public List<BootImage> bootImages(VolumeSource source, ImageOptions options) throws IOException {
    DescriptorSet set = set(source, options);
    if (set == null || set.boot() == null) {
      return List.of();
    }
    IsoVolume volume = null;
    try {
      if (set.primary() != null) {
        volume = new IsoVolume(source, set, set.primary(), HierarchyKind.ISO9660, 0, null);
      }
    } catch (MalformedImageException e) {
      // Without the tree, the boot catalog says how long the images are.
    }
    return new BootImages(source.bytes(), volume).read(set.boot());
  }

  /** Reads the descriptors of the session chosen; returns null if there are none. */
  private static DescriptorSet set(VolumeSource source, ImageOptions options) throws IOException {
    // A table of contents has chosen the session already where there is one.
    return source.listed()
        ? DescriptorSet.read(source.bytes(), source.start())
        : Sessions.choose(source.bytes(), options.session());
  }

  private static List<VolumeView> views(
      VolumeSource source, DescriptorSet set, ImageOptions options) throws IOException {
    Charset charset = options.charset().orElse(null);
    List<VolumeView> views = new ArrayList<>();
    MalformedImageException error = null;
    for (VolumeDescriptor primary : set.primaries()) {
      try {
        IsoVolume plain = new IsoVolume(source, set, primary, HierarchyKind.ISO9660, 0, charset);
        int skip = plain.rockRidge();
        if (skip >= 0) {
          boolean named = plain.hasAlternateNames(skip);
          views.add(
              VolumeView.of(
                  HierarchyKind.ROCK_RIDGE.view(),
                  named,
                  () ->
                      new IsoVolume(
                          source, set, primary, HierarchyKind.ROCK_RIDGE, skip, charset)));
        }
        List<StoredChecksum> checksums =
            set.start() == 0 && Objects.equals(primary, set.primary())
                ? ImplantedMd5.of(source.bytes(), primary)
                : List.of();
        views.add(VolumeView.of(HierarchyKind.ISO9660.view(), () -> plain, checksums));
        break;
      } catch (MalformedImageException e) {
        error = error == null ? e : error;
      }
    }
    for (VolumeDescriptor tree : new VolumeDescriptor[] {set.joliet(), set.enhanced()}) {
      if (tree != null) {
        try {
          HierarchyKind kind =
              tree.jolietLevel() > 0 ? HierarchyKind.JOLIET : HierarchyKind.ISO1999;
          IsoVolume volume = new IsoVolume(source, set, tree, kind, 0, charset);
          views.add(VolumeView.of(kind.view(), () -> volume));
        } catch (MalformedImageException e) {
          error = error == null ? e : error;
        }
      }
    }
    if (views.isEmpty()) {
      throw error != null
          ? error
          : new MalformedImageException(
              "Volume Descriptor Set", source.start() + 32768, "no primary volume descriptor");
    }
    return views;
  }
}
