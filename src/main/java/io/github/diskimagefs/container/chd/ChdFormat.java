package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;
import java.nio.ByteOrder;

/** CHD, known by its magic number; header and metadata tell the medium, and so the scheme. */
public final class ChdFormat implements ContainerDetector {

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    if (file.bytes() == null || file.bytes().size() < ChdHeader.MAGIC.length()) {
      return null;
    }
    Struct magic =
        Struct.read("CHD header", file.bytes(), 0, ChdHeader.MAGIC.length(), ByteOrder.BIG_ENDIAN);
    if (!magic.has(0, ChdHeader.MAGIC)) {
      return null;
    }
    try {
      ChdHeader header = ChdHeader.read(file.bytes());
      return ChdMedium.of(MetadataEntry.list(file.bytes(), header.metadataOffset()));
    } catch (ImageException e) {
      return ChdMedium.UNKNOWN;
    }
  }
}
