package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.DiskContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import io.github.diskimagefs.container.SiblingName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fixed, dynamic or differencing VHDX.
 *
 * @param parent the image that a differencing one is based on, closed after the disk; else null
 */
record VhdxImage(VhdxHeader header, VhdxMetadata metadata, VhdxDisk disk, SiblingDisk parent)
    implements DiskContainer {
  private static final String PARENT = "VHDX parent";

  static VhdxImage open(ImageFile image, ImageContext context) throws IOException {
    VhdxHeader header = VhdxHeader.read(image.bytes());
    ByteSource file =
        header.logId().equals(Guids.NONE) ? image.bytes() : VhdxLog.replay(image.bytes(), header);
    RegionTable regions = RegionTable.read(file);
    VhdxMetadata metadata = VhdxMetadata.read(file, regions.metadata());
    SiblingDisk parent =
        metadata.parent() == null ? null : parent(image, context, metadata.parent());
    try {
      ByteSource parentDisk = parent == null ? null : parent.bytes();
      VhdxDisk disk = new VhdxDisk(file, regions.bat(), metadata, parentDisk, image.cache());
      return new VhdxImage(header, metadata, disk, parent);
    } catch (MalformedImageException e) {
      try (parent) {
        throw e;
      }
    }
  }

  private static SiblingDisk parent(ImageFile image, ImageContext context, ParentLocator locator)
      throws IOException {
    String name = SiblingName.resolve(image.name(), PARENT, locator.relativePath(), true);
    SiblingDisk parent = SiblingDisk.image(context, PARENT, name);
    if (parent.container() instanceof VhdxImage vhdx
        && locator.matches(vhdx.header.dataWriteId())) {
      return parent;
    }
    try (parent) {
      throw new MalformedImageException(
          PARENT,
          MalformedImageException.NO_OFFSET,
          name + " of the linkage " + locator.linkage(),
          parent.container() instanceof VhdxImage vhdx
              ? "{" + vhdx.header.dataWriteId() + "}"
              : parent.container().type());
    }
  }

  @Override
  public String type() {
    return "VHDX";
  }

  @Override
  public int sectorSize() {
    return metadata.sectorSize();
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", metadata.size() + " bytes");
    properties.put("block size", metadata.blockSize() + " bytes");
    properties.put("sector size", metadata.sectorSize() + " bytes");
    if (!header.logId().equals(Guids.NONE)) {
      properties.put("log", "replayed in memory");
    }
    if (metadata.parent() != null) {
      properties.put("parent", metadata.parent().relativePath());
    }
    return properties;
  }
}
