package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts of a superblock for a person, under the names of dumpe2fs. */
final class ExtProperties {
  private ExtProperties() {}

  static Map<String, String> of(Superblock superblock, VolumeJournal journal)
      throws MalformedImageException {
    Struct struct = superblock.struct();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("UUID", uuid(struct, 0x68));
    facts.put("features", superblock.features().toString());
    facts.put("block size", superblock.blockSize() + " bytes");
    facts.put("block count", Long.toString(superblock.blocks()));
    facts.put("inode count", Long.toString(superblock.inodes()));
    facts.put("free inodes", Long.toString(struct.u32(0x10))); // s_free_inodes_count
    facts.put("inode size", superblock.inodeSize() + " bytes");
    String mounted = text(struct, 0x88, 64); // s_last_mounted
    if (!mounted.isEmpty()) {
      facts.put("last mounted on", mounted);
    }
    date(facts, "created", struct.u32(0x108) | (long) struct.u8(0x276) << 32); // s_mkfs_time
    date(facts, "last mounted", struct.u32(0x2C) | (long) struct.u8(0x275) << 32); // s_mtime
    date(facts, "last written", struct.u32(0x30) | (long) struct.u8(0x274) << 32); // s_wtime
    date(facts, "last checked", struct.u32(0x40) | (long) struct.u8(0x277) << 32); // s_lastcheck
    facts.put("state", state(struct.u16(0x3A))); // s_state
    facts.put("journal", journal.state());
    return facts;
  }

  private static String state(int bits) {
    String state = (bits & 1) != 0 ? "clean" : "not clean";
    return (bits & 2) != 0 ? state + " with errors" : state;
  }

  private static void date(Map<String, String> facts, String key, long seconds) {
    if (seconds != 0) {
      facts.put(key, Instant.ofEpochSecond(seconds).toString());
    }
  }

  /** Reads text that ends at the first NUL. */
  static String text(Struct struct, int offset, int length) throws MalformedImageException {
    int end = 0;
    while (end < length && struct.u8(offset + end) != 0) {
      end++;
    }
    return struct.text(offset, end, StandardCharsets.UTF_8);
  }

  private static String uuid(Struct struct, int offset) throws MalformedImageException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      text.append(i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "");
      text.append(String.format("%02x", struct.u8(offset + i)));
    }
    return text.toString();
  }
}
