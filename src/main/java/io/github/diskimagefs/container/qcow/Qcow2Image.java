package io.github.diskimagefs.container.qcow;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.DiskContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import io.github.diskimagefs.container.SiblingName;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An image of QCOW2 version 2 or 3.
 *
 * @param backingName the name of the backing file as written in the header, or null
 * @param parent the backing file, or null
 * @param data the external data file, or null
 * @param cipher null if the image is not encrypted
 */
record Qcow2Image(
    ByteSource file,
    Qcow2Header header,
    Qcow2Extensions extensions,
    String backingName,
    SiblingDisk parent,
    SiblingDisk data,
    QcowCipher cipher,
    Qcow2Disk disk,
    boolean showsSnapshot)
    implements DiskContainer {
  private static final String BACKING_FILE = "QCOW2 backing file";
  private static final String DATA_FILE = "QCOW2 external data file";

  static Qcow2Image open(ImageFile image, ImageContext context) throws IOException {
    ByteSource file = image.bytes();
    Qcow2Header header = Qcow2Header.read(file);
    Qcow2Extensions extensions = Qcow2Extensions.read(file, header);
    checkFeatures(header, extensions);
    long l1Offset = header.l1Offset();
    long l1Size = header.l1Size();
    long size = header.size();
    Qcow2Snapshot snapshot = snapshot(file, header, context);
    if (snapshot != null) {
      l1Offset = snapshot.l1Offset();
      l1Size = snapshot.l1Size();
      size = snapshot.size() < 0 ? size : snapshot.size();
    }
    Qcow2Disk.checkL1(file, header, l1Offset, l1Size, size);
    String backingName = backingName(file, header);
    QcowCipher cipher = cipher(image, context, header, extensions);
    SiblingDisk data = dataFile(image, header, extensions);
    try {
      SiblingDisk backing = backing(image, context, backingName, extensions.backingFormat());
      Qcow2Disk disk =
          new Qcow2Disk(
              file,
              header,
              data == null ? file : data.bytes(),
              cipher,
              size,
              l1Offset,
              backing == null ? null : backing.bytes(),
              image.cache());
      return new Qcow2Image(
          file, header, extensions, backingName, backing, data, cipher, disk, snapshot != null);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, data);
      throw e;
    }
  }

  private static QcowCipher cipher(
      ImageFile image, ImageContext context, Qcow2Header header, Qcow2Extensions extensions)
      throws IOException {
    return switch (header.encryption()) {
      case Qcow2Header.AES -> QcowCipher.aes(image, context);
      case Qcow2Header.LUKS ->
          QcowCipher.luks(image, context, extensions.luksOffset(), extensions.luksLength());
      default -> null;
    };
  }

  private static void checkFeatures(Qcow2Header header, Qcow2Extensions extensions)
      throws UnsupportedImageException {
    long unknown = header.incompatible() & ~Qcow2Header.KNOWN;
    if (unknown != 0) {
      throw new UnsupportedImageException(
          "QCOW2 incompatible feature "
              + (extensions.unknownFeature() != null
                  ? extensions.unknownFeature()
                  : "bit " + Long.numberOfTrailingZeros(unknown)));
    }
  }

  /** Returns the chosen snapshot; null for the live disk, or if the name is left to the volume. */
  private static Qcow2Snapshot snapshot(ByteSource file, Qcow2Header header, ImageContext context)
      throws IOException {
    Optional<String> name = context.options().snapshot();
    if (name.isEmpty() || header.snapshots() == 0) {
      return null;
    }
    List<Qcow2Snapshot> snapshots = Qcow2Snapshot.read(file, header);
    Qcow2Snapshot snapshot = Qcow2Snapshot.find(snapshots, name.get());
    if (snapshot == null) {
      throw new NotInImageException("snapshot", name.get(), "the image has " + names(snapshots));
    }
    return snapshot;
  }

  private static String names(List<Qcow2Snapshot> snapshots) {
    return snapshots.stream()
        .map(snapshot -> snapshot.name() + " (" + snapshot.date() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String backingName(ByteSource file, Qcow2Header header) throws IOException {
    if (header.backingOffset() == 0 || header.backingLength() == 0) {
      return null;
    }
    if (header.backingOffset() > header.clusterSize() - header.backingLength()) {
      throw new MalformedImageException(
          BACKING_FILE, header.backingOffset(), "its name passes the first cluster");
    }
    return Struct.read(
            BACKING_FILE,
            file,
            header.backingOffset(),
            header.backingLength(),
            ByteOrder.BIG_ENDIAN)
        .text(0, header.backingLength(), StandardCharsets.UTF_8);
  }

  private static SiblingDisk backing(
      ImageFile image, ImageContext context, String recorded, String format) throws IOException {
    if (recorded == null) {
      return null;
    }
    String name = SiblingName.resolve(image.name(), BACKING_FILE, recorded, false);
    return "raw".equals(format)
        ? SiblingDisk.raw(image, BACKING_FILE, name)
        : SiblingDisk.image(context, BACKING_FILE, name);
  }

  private static SiblingDisk dataFile(
      ImageFile image, Qcow2Header header, Qcow2Extensions extensions) throws IOException {
    if (!header.has(Qcow2Header.EXTERNAL_DATA)) {
      return null;
    }
    if (extensions.dataFile() == null) {
      throw new MalformedImageException(
          DATA_FILE, MalformedImageException.NO_OFFSET, "the header does not name it");
    }
    return SiblingDisk.raw(
        image,
        DATA_FILE,
        SiblingName.resolve(image.name(), DATA_FILE, extensions.dataFile(), false));
  }

  @Override
  public String type() {
    return "QCOW2";
  }

  @Override
  public Map<String, String> properties() throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("version", Integer.toString(header.version()));
    properties.put("size", disk.size() + " bytes");
    properties.put("cluster size", header.clusterSize() + " bytes");
    properties.put("compression", header.compression() == 0 ? "zlib" : "zstd");
    if (cipher != null) {
      properties.put("encryption", cipher.description());
    }
    if (header.has(Qcow2Header.EXTENDED_L2)) {
      properties.put("level 2 entries", "extended");
    }
    if (header.has(Qcow2Header.DIRTY)) {
      properties.put("dirty", "reference counts were not written back");
    }
    if (header.has(Qcow2Header.CORRUPT)) {
      properties.put("corrupt", "marked as corrupt by its writer");
    }
    if (backingName != null) {
      properties.put("backing file", backingName);
    }
    if (data != null) {
      properties.put("data file", extensions.dataFile());
    }
    if (header.snapshots() > 0) {
      properties.put("snapshots", names(Qcow2Snapshot.read(file, header)));
    }
    return properties;
  }

  @Override
  public void close() throws IOException {
    try (data) {
      DiskContainer.super.close();
    }
  }
}
