package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.util.List;

/** The kind of medium of an image, by its metadata, which decides the URI scheme. */
enum ChdMedium implements ContainerFormat {
  DISC(ImageScheme.CDBIN, "a CHD of a CD or GD-ROM"),
  DVD(ImageScheme.ISO, "a CHD of a DVD"),
  DISK(ImageScheme.IMG, "a CHD of a hard disk, or without metadata"),
  /** The metadata cannot be read: opening the image says why. */
  UNKNOWN(ImageScheme.CDBIN, "a broken CHD") {
    @Override
    public boolean accepts(String scheme) {
      return true;
    }
  };

  private static final String DVD_TAG = "DVD ";

  private final ImageScheme scheme;
  private final String description;

  ChdMedium(ImageScheme scheme, String description) {
    this.scheme = scheme;
    this.description = description;
  }

  static ChdMedium of(List<MetadataEntry> metadata) {
    if (metadata.stream().anyMatch(entry -> TrackList.TAGS.contains(entry.tag()))) {
      return DISC;
    }
    return metadata.stream().anyMatch(entry -> entry.tag().equals(DVD_TAG)) ? DVD : DISK;
  }

  @Override
  public ImageScheme scheme() {
    return scheme;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    return ChdImage.open(file, context);
  }
}
