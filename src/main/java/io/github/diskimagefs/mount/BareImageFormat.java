package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.BufferedSource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import io.github.diskimagefs.partition.Partitions;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * An image without a container: the plain sectors of a disc or disk, recognised by a partition map
 * or a volume format.
 */
final class BareImageFormat implements ContainerFormat {
  private static final int DISC_SECTOR = 2048;

  /** The kinds of plain sectors, with the scheme of each. */
  private enum Kind {
    DISC(ImageScheme.ISO, "raw"),
    APPLE_VOLUME(ImageScheme.DMG, "flat disk"),
    DISK(ImageScheme.IMG, "flat disk");

    private final ImageScheme scheme;
    private final String type;

    Kind(ImageScheme scheme, String type) {
      this.scheme = scheme;
      this.type = type;
    }
  }

  @Override
  public String scheme(ImageFile file) {
    try {
      Kind kind = find(file);
      return (kind == null ? ImageScheme.IMG : kind.scheme).text();
    } catch (IOException e) {
      return ImageScheme.IMG.text();
    }
  }

  /** Plain sectors open under every scheme but that of Nero, whose images have a trailer. */
  @Override
  public boolean accepts(String scheme, ImageFile file) {
    return !scheme.equals(ImageScheme.NRG.text());
  }

  @Override
  public String name() {
    return "the sectors of a disc or disk";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return find(file) != null;
  }

  private static Kind find(ImageFile file) throws IOException {
    if (file.bytes() == null) {
      return null;
    }
    ByteSource bytes = new BufferedSource(file.bytes());
    if (Formats.RECOGNIZER.opticalVolume(bytes)) {
      return Kind.DISC;
    }
    VolumeSource disk =
        VolumeSource.of(bytes, Content.BlockDevice.DEFAULT_SECTOR_SIZE, file.cache());
    if (any(Formats.APPLE, disk, Recognition.SIGNATURE)) {
      return Kind.APPLE_VOLUME;
    }
    if (any(Formats.DISK, disk, Recognition.SIGNATURE) || Partitions.probe(bytes)) {
      return Kind.DISK;
    }
    // Damaged: what is left of the main structures tells.
    if (any(Formats.APPLE, disk, Recognition.REMAINS)) {
      return Kind.APPLE_VOLUME;
    }
    VolumeSource disc = VolumeSource.of(bytes, DISC_SECTOR, file.cache());
    return any(Formats.OPTICAL, disc, Recognition.SIGNATURE)
            || any(Formats.OPTICAL, disc, Recognition.REMAINS)
        ? Kind.DISC
        : null;
  }

  private static boolean any(
      List<? extends VolumeFormat> formats, VolumeSource source, Recognition requested)
      throws IOException {
    for (VolumeFormat format : formats) {
      if (format.probe(source) == requested) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    Kind kind = find(file);
    int sectorSize = kind == Kind.DISC ? DISC_SECTOR : Content.BlockDevice.DEFAULT_SECTOR_SIZE;
    return new BareImage(
        kind == null ? Kind.DISK.type : kind.type,
        new Content.BlockDevice(file.bytes(), sectorSize));
  }

  private record BareImage(String type, Content.BlockDevice content) implements Container {
    @Override
    public Map<String, String> properties() {
      return content.sectorSize() == DISC_SECTOR
          ? Map.of()
          : Map.of("size", content.bytes().size() + " bytes");
    }
  }
}
