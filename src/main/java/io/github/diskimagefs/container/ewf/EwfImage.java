package io.github.diskimagefs.container.ewf;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open EWF image. */
record EwfImage(Segments segments, EwfDisk disk, Map<String, String> properties)
    implements Container {
  private static final int MAX_SECTOR_BYTES = 4096;

  /** Opens an image; {@link #close} closes the segments. */
  static EwfImage open(ImageFile image, ImageOptions options, Segments segments) {
    EwfDisk disk = new EwfDisk(segments, image.cache(), options.verify());
    Charset charset = options.charset().orElse(StandardCharsets.ISO_8859_1);
    return new EwfImage(segments, disk, properties(segments, charset));
  }

  private static Map<String, String> properties(Segments segments, Charset charset) {
    Map<String, String> properties = new LinkedHashMap<>();
    Media media = segments.media();
    properties.put("size", media.size() + " bytes");
    properties.put("media", media.typeName());
    properties.put("chunk size", media.chunkSize() + " bytes");
    if (segments.count() > 1) {
      properties.put("segments", Integer.toString(segments.count()));
    }
    if (segments.readErrors() > 0) {
      properties.put("read errors when acquired", Long.toString(segments.readErrors()));
    }
    if (segments.header() != null) {
      try {
        properties.putAll(CaseData.read(segments.header(), charset));
      } catch (IOException e) {
        properties.put("case data", "damaged: " + e.getMessage());
      }
    }
    if (segments.md5() != null) {
      properties.put("MD5", segments.md5());
    }
    if (segments.sha1() != null) {
      properties.put("SHA-1", segments.sha1());
    }
    return properties;
  }

  @Override
  public String type() {
    return "EWF";
  }

  @Override
  public Content content() {
    int sectorSize = segments.media().sectorSize();
    boolean usual =
        sectorSize >= Content.BlockDevice.DEFAULT_SECTOR_SIZE
            && sectorSize <= MAX_SECTOR_BYTES
            && Integer.bitCount(sectorSize) == 1;
    return new Content.BlockDevice(
        disk, usual ? sectorSize : Content.BlockDevice.DEFAULT_SECTOR_SIZE);
  }

  @Override
  public void verify(VerifyReport report) {
    new EwfVerifier(segments, disk, report).run();
  }

  @Override
  public void close() throws IOException {
    try (segments) {
      disk.close();
    }
  }
}
