package io.github.diskimagefs.container.ndif;

import io.github.diskimagefs.container.DiskContainer;
import io.github.diskimagefs.container.VerifyReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open NDIF image. */
record NdifImage(BcemResource map, NdifSource disk) implements DiskContainer {
  @Override
  public String type() {
    return "NDIF";
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
}
