package io.github.diskimagefs.container.vhd;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.DiskContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import io.github.diskimagefs.container.SiblingName;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fixed, dynamic or differencing VHD.
 *
 * @param header null for a fixed one
 */
record VhdImage(VhdFooter footer, VhdHeader header, ByteSource disk, SiblingDisk parent)
    implements DiskContainer {
  private static final String PARENT = "VHD parent";
  private static final String IDENTIFIER = "identifier ";

  static VhdImage open(ImageFile image, ImageContext context) throws IOException {
    ByteSource file = image.bytes();
    VhdFooter footer = VhdFooter.read(file);
    if (footer.type() == VhdFooter.FIXED) {
      return new VhdImage(footer, null, file.slice(0, footer.size()), null);
    }
    VhdHeader header = VhdHeader.read(file, footer);
    SiblingDisk parent =
        footer.type() == VhdFooter.DIFFERENCING ? parent(image, context, header) : null;
    ByteSource parentDisk = parent == null ? null : parent.bytes();
    VhdDisk disk = new VhdDisk(file, footer, header, parentDisk, image.cache());
    return new VhdImage(footer, header, disk, parent);
  }

  private static SiblingDisk parent(ImageFile image, ImageContext context, VhdHeader header)
      throws IOException {
    String name = SiblingName.resolve(image.name(), PARENT, header.parentPath(), true);
    SiblingDisk parent = SiblingDisk.image(context, PARENT, name);
    String id = parent.container() instanceof VhdImage vhd ? IDENTIFIER + vhd.footer.id() : null;
    return parent.require(PARENT, name, id, IDENTIFIER + header.parentId());
  }

  @Override
  public String type() {
    return "VHD";
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", footer.size() + " bytes");
    properties.put(
        "kind",
        switch (footer.type()) {
          case VhdFooter.FIXED -> "fixed";
          case VhdFooter.DYNAMIC -> "dynamic";
          default -> "differencing";
        });
    if (header != null) {
      properties.put("block size", header.blockSize() + " bytes");
    }
    properties.put("creator", footer.creator());
    properties.put("created", footer.date().toString());
    properties.put("identifier", footer.id().toString());
    if (parent != null) {
      properties.put("parent", header.parentPath());
    }
    return properties;
  }

  @Override
  public void verify(VerifyReport report) {
    report.checkedStructure("footer", footer.valid(), "checksum");
  }
}
