package io.github.diskimagefs.container.qed;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.BlockDiskImage;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import io.github.diskimagefs.container.SiblingName;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** QED, the QEMU Enhanced Disk (qemu docs/interop/qed_spec). */
public final class QedFormat extends SignedFormat {
  private static final String BACKING_FILE = "QED backing file";
  private static final String MAGIC = "QED\0";
  private static final int MAX_BACKING_LENGTH = 1023;

  private static final long BACKING_FILE_FEATURE = 1;
  private static final long NEEDS_CHECK_FEATURE = 2;

  /** The backing file is raw, whatever its content looks like. */
  private static final long RAW_BACKING_FEATURE = 4;

  /** The format. */
  public QedFormat() {
    super(ImageScheme.IMG, "a QED image", MAGIC);
  }

  @Override
  public Container open(ImageFile image, ImageContext context) throws IOException {
    ByteSource file = image.bytes();
    Struct struct = Struct.read("QED header", file, 0, QedHeader.LENGTH, ByteOrder.LITTLE_ENDIAN);
    long features = struct.s64(16);
    long unknown = features & ~(BACKING_FILE_FEATURE | NEEDS_CHECK_FEATURE | RAW_BACKING_FEATURE);
    if (unknown != 0) {
      throw new UnsupportedImageException("QED feature bit " + Long.numberOfTrailingZeros(unknown));
    }
    QedHeader header = QedHeader.read(struct, file.size());
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", header.size() + " bytes");
    properties.put("cluster size", header.clusterSize() + " bytes");
    SiblingDisk backing = null;
    if ((features & BACKING_FILE_FEATURE) != 0) {
      String recorded = backingName(file, struct);
      properties.put("backing file", recorded);
      String name = SiblingName.resolve(image.name(), BACKING_FILE, recorded, false);
      backing =
          (features & RAW_BACKING_FEATURE) != 0
              ? SiblingDisk.raw(image, BACKING_FILE, name)
              : SiblingDisk.image(context, BACKING_FILE, name);
    }
    ByteSource parent = backing == null ? null : backing.bytes();
    return new BlockDiskImage(
        "QED",
        new QedDisk(file, header, parent, image.cache()),
        Content.BlockDevice.DEFAULT_SECTOR_SIZE,
        backing,
        properties);
  }

  private static String backingName(ByteSource file, Struct struct) throws IOException {
    long length = struct.u32(60); //  backing_filename_size
    if (length > MAX_BACKING_LENGTH) {
      throw struct.mismatch("backing_filename_size up to " + MAX_BACKING_LENGTH, length);
    }
    return Struct.read(
            BACKING_FILE,
            file,
            struct.u32(56), //        backing_filename_offset
            (int) length,
            ByteOrder.LITTLE_ENDIAN)
        .text(0, (int) length, StandardCharsets.UTF_8);
  }
}
