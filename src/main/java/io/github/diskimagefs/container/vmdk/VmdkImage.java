package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import io.github.diskimagefs.container.SiblingName;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A VMDK: a descriptor with its extents, or a sparse extent alone. */
final class VmdkImage implements Container {
  private static final String PARENT = "VMDK parent";

  private final VmdkDescriptor descriptor;
  private final ByteSource disk;
  private final Closeable extents;
  private final SiblingDisk parent;

  private VmdkImage(
      VmdkDescriptor descriptor, ByteSource disk, Closeable extents, SiblingDisk parent) {
    this.descriptor = descriptor;
    this.disk = disk;
    this.extents = extents;
    this.parent = parent;
  }

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
    String found =
        parent.container() instanceof VmdkImage vmdk && vmdk.descriptor != null
            ? vmdk.descriptor.contentId()
            : parent.container().type();
    if (found.equals(descriptor.parentId())) {
      return parent;
    }
    try (parent) {
      throw new MalformedImageException(
          PARENT,
          MalformedImageException.NO_OFFSET,
          name + " with the content identifier " + descriptor.parentId(),
          found);
    }
  }

  @Override
  public String type() {
    return "VMDK";
  }

  @Override
  public Content content() {
    return new Content.BlockDevice(disk);
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
    try (parent) {
      extents.close();
    }
  }
}
