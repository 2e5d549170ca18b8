package io.github.diskimagefs.container.cloop;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.BlockDiskImage;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Format of cloop images. */
public final class CloopFormat implements ProbedFormat {
  private static final String SCRIPT = "#!/bin/sh\n#V";
  private static final String FORMAT = " Format\n";
  private static final String VERSION = "2.0";

  /** Length of the script and of the two numbers that follow it. */
  private static final int HEADER_LENGTH = 136;

  private static final int VERSION_LENGTH = 4;

  @Override
  public ImageScheme scheme() {
    return ImageScheme.IMG;
  }

  @Override
  public String description() {
    return "a cloop image";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null
        && file.bytes().holds(0, HEADER_LENGTH)
        && version(header(file)) != null;
  }

  private static Struct header(ImageFile file) throws IOException {
    return Struct.read("cloop header", file.bytes(), 0, HEADER_LENGTH, ByteOrder.BIG_ENDIAN);
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
    Struct header = header(file);
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
