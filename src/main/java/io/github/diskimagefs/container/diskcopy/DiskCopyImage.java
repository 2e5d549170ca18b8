package io.github.diskimagefs.container.diskcopy;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.DiskContainer;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open image by Disk Copy 4.2. */
record DiskCopyImage(DiskCopyHeader header, ByteSource disk) implements DiskContainer {
  @Override
  public String type() {
    return "Disk Copy 4.2";
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("name", header.name());
    properties.put("size", header.dataSize() + " bytes");
    properties.put("tags", header.tagSize() + " bytes");
    properties.put("format", header.format());
    properties.put("data checksum", String.format("%08x", header.dataChecksum()));
    return properties;
  }

  @Override
  public void verify(VerifyReport report) throws IOException {
    int found = checksum();
    report.checked(
        "data",
        found == (int) header.dataChecksum(),
        String.format("checksum %08x recorded, %08x computed", header.dataChecksum(), found));
  }

  /** Returns the sum of all words of 16 bits, rotated to the right by one bit after each. */
  private int checksum() throws IOException {
    ByteBuffer sectors = ByteBuffer.allocate(64 << 10);
    int sum = 0;
    for (long offset = 0; offset < disk.size(); offset += sectors.limit()) {
      sectors.clear().limit((int) Math.min(sectors.capacity(), disk.size() - offset));
      disk.readFully(offset, sectors);
      for (int i = 0; i < sectors.limit(); i += 2) {
        sum = Integer.rotateRight(sum + (sectors.getShort(i) & 0xFFFF), 1);
      }
    }
    return sum;
  }
}
