package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.DiskContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import io.github.diskimagefs.container.SiblingName;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A VMDK: a descriptor with its extents, or a sparse extent alone.
 *
 * @param descriptor null if a sparse extent has none
 * @param extents closed after the disk
 */
record VmdkImage(VmdkDescriptor descriptor, ByteSource disk, Closeable extents, SiblingDisk parent)
    implements DiskContainer {
  private static final String PARENT = "VMDK parent";
  private static final String CONTENT_ID = "content identifier ";

  static VmdkImage open(ImageFile image, ImageContext context) throws IOException {
    ByteSource file = image.bytes();
    boolean sparse = SparseHeader.probe(file);
    SparseHeader header = sparse ? SparseHeader.read(file) : null;
    VmdkDescriptor descriptor =
        sparse ? header.descriptor(file) : VmdkDescriptor.read(file, 0, file.size());
    SiblingDisk parent =
        descriptor != null && descriptor.hasParent() ? parent(image, context, descriptor) : null;
    ByteSource parentDisk = parent == null ? null : parent.bytes();
    if (sparse) {
      // The file is the extent, whatever name its descriptor has for it.
      SparseExtent extent = new SparseExtent(file, header.tables(), parentDisk, image.cache(), 1);
      return new VmdkImage(descriptor, extent, extent, parent);
    }
    ExtentOpener opener = new ExtentOpener(image, parentDisk);
    try {
      return new VmdkImage(descriptor, opener.open(descriptor), opener, parent);
    } catch (IOException | RuntimeException | Error e) {
      try (parent;
          opener) {
        throw e;
      }
    }
  }

  private static SiblingDisk parent(
      ImageFile image, ImageContext context, VmdkDescriptor descriptor) throws IOException {
    String name = SiblingName.resolve(image.name(), PARENT, descriptor.parentName(), true);
    SiblingDisk parent = SiblingDisk.image(context, PARENT, name);
    String id =
        parent.container() instanceof VmdkImage vmdk && vmdk.descriptor != null
            ? CONTENT_ID + vmdk.descriptor.contentId()
            : null;
    return parent.require(PARENT, name, id, CONTENT_ID + descriptor.parentId());
  }

  @Override
  public String type() {
    return "VMDK";
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", disk.size() + " bytes");
    if (descriptor != null) {
      properties.put("kind", descriptor.createType());
      properties.put("extents", Integer.toString(descriptor.extents().size()));
      properties.put("content identifier", descriptor.contentId());
      if (parent != null) {
        properties.put("parent", descriptor.parentName());
      }
    }
    return properties;
  }

  @Override
  public void close() throws IOException {
    try (extents) {
      DiskContainer.super.close();
    }
  }
}
