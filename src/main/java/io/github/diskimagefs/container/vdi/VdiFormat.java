package io.github.diskimagefs.container.vdi;

import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.BlockDiskImage;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.FileFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** VDI, the Virtual Disk Image of VirtualBox. */
public final class VdiFormat extends FileFormat {
  private static final String PARENT = "VDI parent";

  /** Files of a folder that are looked at to find a parent, which only its UUID names. */
  private static final int MAX_SIBLINGS = 10_000;

  /** The format. */
  public VdiFormat() {
    super(ImageScheme.IMG, "a VDI image");
  }

  @Override
  protected boolean probe(ByteSource bytes) throws IOException {
    return VdiHeader.probe(bytes);
  }

  @Override
  public Container open(ImageFile image, ImageContext context) throws IOException {
    ByteSource file = image.bytes();
    VdiHeader header = VdiHeader.read(file);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", header.size() + " bytes");
    properties.put("block size", header.blockSize() + " bytes");
    properties.put("kind", header.kind());
    properties.put("UUID", header.uuid());
    SiblingDisk parent = null;
    if (header.parent() != null) {
      properties.put("parent UUID", header.parent());
      parent = SiblingDisk.image(context, PARENT, parentName(image, header.parent()));
    }
    ByteSource parentDisk = parent == null ? null : parent.bytes();
    return new BlockDiskImage(
        "VDI",
        new VdiDisk(file, header, parentDisk, image.cache()),
        Content.BlockDevice.DEFAULT_SECTOR_SIZE,
        parent,
        properties);
  }

  /** Returns the name of the VDI file in the folder that has a UUID. */
  private static String parentName(ImageFile image, String uuid) throws IOException {
    if (image.folder() != null) {
      for (String name : image.folder().names(MAX_SIBLINGS)) {
        if (name.toLowerCase(Locale.ROOT).endsWith(".vdi") && hasUuid(image, name, uuid)) {
          return name;
        }
      }
    }
    throw new MalformedImageException(
        PARENT,
        MalformedImageException.NO_OFFSET,
        "the image's folder has no VDI file of the UUID " + uuid);
  }

  private static boolean hasUuid(ImageFile image, String name, String uuid) throws IOException {
    try (HostFile file = image.folder().open(name)) {
      return file != null && VdiHeader.probe(file) && VdiHeader.read(file).uuid().equals(uuid);
    } catch (ImageException | AccessDeniedException e) {
      return false; // a neighbour that cannot be read is not the parent
    }
  }
}
