package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Facts of a superblock for a person, under the names of dump.erofs. */
final class ErofsProperties {
  private ErofsProperties() {}

  static Map<String, String> of(ErofsSuperblock superblock, ErofsDevices devices)
      throws IOException {
    Struct struct = superblock.struct();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("UUID", uuid(struct));
    facts.put("features", ErofsFeature.names(superblock.features()));
    facts.put("block size", superblock.blockSize() + " bytes");
    facts.put("block count", Long.toString(superblock.blocks()));
    facts.put("inode count", Long.toUnsignedString(struct.s64(0x10))); // inos
    long built = superblock.epoch() + struct.u32(0x68); // build_time
    if (built > 0 && built < Instant.MAX.getEpochSecond()) {
      facts.put("created", Instant.ofEpochSecond(built).toString());
    }
    facts.put("compression algorithms", algorithms(superblock.algorithms()));
    if (superblock.hasChecksum()) {
      facts.put("checksum", checksum(superblock, devices));
    }
    for (ErofsDevices.Device device : devices.further()) {
      String place = device.file() == null ? ", not found" : ", " + device.file().name();
      facts.put(device.description(), device.blocks() + " blocks" + place);
    }
    return facts;
  }

  private static String checksum(ErofsSuperblock superblock, ErofsDevices devices)
      throws IOException {
    try {
      superblock.check(devices.primary());
      return "valid";
    } catch (MalformedImageException e) {
      return "wrong";
    }
  }

  private static String algorithms(int bits) {
    StringJoiner names = new StringJoiner(" ");
    for (int i = 0; i < Short.SIZE; i++) {
      if (((bits >> i) & 1) != 0) {
        ClusterEncoding encoding = ClusterEncoding.of(i);
        names.add(
            encoding == null ? Integer.toString(i) : encoding.name().toLowerCase(Locale.ROOT));
      }
    }
    return names.toString();
  }

  /** Returns the identifier of a volume. */
  static String uuid(Struct superblock) throws MalformedImageException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      text.append(i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "");
      text.append(String.format("%02x", superblock.u8(0x30 + i)));
    }
    return text.toString();
  }
}
