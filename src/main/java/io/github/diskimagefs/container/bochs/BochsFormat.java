package io.github.diskimagefs.container.bochs;

import io.github.diskimagefs.container.BlockDiskImage;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Growing disks of Bochs. */
public final class BochsFormat extends SignedFormat {
  /** The format. */
  public BochsFormat() {
    super(ImageScheme.IMG, "a Bochs disk", BochsHeader.MAGIC);
  }

  @Override
  public Container open(ImageFile image, ImageContext context) throws IOException {
    BochsHeader header = BochsHeader.read(image.bytes());
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", header.size() + " bytes");
    properties.put("extent size", header.extentSize() + " bytes");
    return new BlockDiskImage(
        "Bochs",
        new BochsDisk(image.bytes(), header, image.cache()),
        Content.BlockDevice.DEFAULT_SECTOR_SIZE,
        null,
        properties);
  }
}
