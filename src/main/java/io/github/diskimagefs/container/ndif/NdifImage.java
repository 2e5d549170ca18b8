package io.github.diskimagefs.container.ndif;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.VerifyReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open NDIF image. */
final class NdifImage implements Container {
  private final BcemResource map;
  private final NdifSource disk;

  NdifImage(BcemResource map, ImageFile file) {
    this.map = map;
    this.disk = new NdifSource(file.bytes(), map, file.cache());
  }

  @Override
  public String type() {
    return "NDIF";
  }

  @Override
  public Content content() {
    return new Content.BlockDevice(disk);
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("name", map.name());
    properties.put("size", disk.size() + " bytes");
    properties.put("format", map.format());
    return properties;
  }

  @Override
  public void verify(VerifyReport report) {
    if (map.crc() != 0) {
      report.unchecked("CRC-28", "its polynomial is not known");
    }
  }

  @Override
  public void close() {
    disk.close();
  }
}
