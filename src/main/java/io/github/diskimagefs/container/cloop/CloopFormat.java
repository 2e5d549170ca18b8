package io.github.diskimagefs.container.cloop;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.BlockDiskImage;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.FileFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Format of cloop images. */
public final class CloopFormat extends FileFormat {
  private static final String SCRIPT = "#!/bin/sh\n#V";
  private static final String FORMAT = " Format\n";
  private static final String VERSION = "2.0";

  /** Length of the script and of the two numbers that follow it. */
  private static final int HEADER_LENGTH = 136;

  private static final int VERSION_LENGTH = 4;

  /** The format. */
  public CloopFormat() {
    super(ImageScheme.IMG, "a cloop image");
  }

  @Override
  protected boolean probe(ByteSource bytes) throws IOException {
    return bytes.holds(0, HEADER_LENGTH) && version(header(bytes)) != null;
  }

  private static Struct header(ByteSource bytes) throws IOException {
    return Struct.read("cloop header", bytes, 0, HEADER_LENGTH, ByteOrder.BIG_ENDIAN);
  }

  /** Returns the version that the script names, such as {@code 2.0}; null if it is another one. */
  private static String version(Struct header) throws IOException {
    if (!header.has(0, SCRIPT)) {
      return null;
    }
    for (int length = 1; length <= VERSION_LENGTH; length++) {
      if (header.has(SCRIPT.length() + length, FORMAT)) {
        return header.text(SCRIPT.length(), length, StandardCharsets.ISO_8859_1);
      }
    }
    return null;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    Struct header = header(file.bytes());
    String version = version(header);
    if (!VERSION.equals(version)) {
      throw new UnsupportedImageException("cloop version " + version);
    }
    CloopBlocks blocks = CloopBlocks.open(file, header, HEADER_LENGTH);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("version", version);
    properties.put("size", blocks.size() + " bytes");
    return new BlockDiskImage(
        "cloop", blocks, Content.BlockDevice.DEFAULT_SECTOR_SIZE, null, properties);
  }
}
