package io.github.diskimagefs.mount;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.util.Map;

/** The kinds of images without a container: the plain sectors of a disc or disk. */
enum BareImageFormat implements ContainerFormat {
  /** An optical disc. */
  DISC(ImageScheme.ISO, "raw", 2048),
  /** A volume of Apple without a partition map. */
  APPLE_VOLUME(ImageScheme.DMG, "flat disk", Content.BlockDevice.DEFAULT_SECTOR_SIZE),
  /** A disk with a partition map, or a volume of another format. */
  DISK(ImageScheme.IMG, "flat disk", Content.BlockDevice.DEFAULT_SECTOR_SIZE);

  private final ImageScheme scheme;
  private final String type;
  private final int sectorSize;

  BareImageFormat(ImageScheme scheme, String type, int sectorSize) {
    this.scheme = scheme;
    this.type = type;
    this.sectorSize = sectorSize;
  }

  /** Returns the bytes of a sector. */
  int sectorSize() {
    return sectorSize;
  }

  @Override
  public ImageScheme scheme() {
    return scheme;
  }

  /** Plain sectors open under every scheme but that of Nero, whose images have a trailer. */
  @Override
  public boolean accepts(String other) {
    return !other.equals(ImageScheme.NRG.text());
  }

  @Override
  public String description() {
    return "the sectors of a disc or disk";
  }

  @Override
  public Container open(ImageFile file, ImageContext context) {
    Map<String, String> properties =
        this == DISC || !file.bytes().sizeKnown()
            ? Map.of()
            : Map.of("size", file.bytes().size() + " bytes");
    return new BareImage(type, new Content.BlockDevice(file.bytes(), sectorSize), properties);
  }

  private record BareImage(String type, Content.BlockDevice content, Map<String, String> properties)
      implements Container {}
}
