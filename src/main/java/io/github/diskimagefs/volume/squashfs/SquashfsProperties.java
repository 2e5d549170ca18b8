package io.github.diskimagefs.volume.squashfs;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Facts of a superblock for a person. */
final class SquashfsProperties {
  private static final Map<Integer, String> FLAGS = flags();

  private SquashfsProperties() {}

  private static Map<Integer, String> flags() {
    Map<Integer, String> flags = new LinkedHashMap<>();
    flags.put(SquashfsSuperblock.FLAG_STORED_INODES, "inodes not compressed");
    flags.put(SquashfsSuperblock.FLAG_STORED_DATA, "data not compressed");
    flags.put(SquashfsSuperblock.FLAG_CHECK, "check data");
    flags.put(SquashfsSuperblock.FLAG_STORED_FRAGMENTS, "fragments not compressed");
    flags.put(SquashfsSuperblock.FLAG_NO_FRAGMENTS, "no fragments");
    flags.put(SquashfsSuperblock.FLAG_ALWAYS_FRAGMENTS, "always fragments");
    flags.put(SquashfsSuperblock.FLAG_DUPLICATES, "duplicates removed");
    flags.put(SquashfsSuperblock.FLAG_EXPORT, "exportable");
    flags.put(SquashfsSuperblock.FLAG_STORED_XATTRS, "xattrs not compressed");
    flags.put(SquashfsSuperblock.FLAG_NO_XATTRS, "no xattrs");
    flags.put(SquashfsSuperblock.FLAG_COMPRESSOR_OPTIONS, "compressor options");
    flags.put(SquashfsSuperblock.FLAG_STORED_IDS, "ids not compressed");
    return flags;
  }

  static Map<String, String> of(SquashfsSuperblock superblock) {
    Map<String, String> facts = new LinkedHashMap<>();
    boolean big = superblock.order() == ByteOrder.BIG_ENDIAN;
    facts.put(
        "version", superblock.major() + "." + superblock.minor() + (big ? ", big-endian" : ""));
    facts.put("created", Instant.ofEpochSecond(superblock.created()).toString());
    facts.put("compression", superblock.compressor().name().toLowerCase(Locale.ROOT));
    facts.put("block size", superblock.blockSize() + " bytes");
    facts.put("inodes", Long.toString(superblock.inodes()));
    facts.put("fragments", Long.toString(superblock.fragments()));
    facts.put("ids", Integer.toString(superblock.ids() + superblock.groups()));
    StringBuilder flags = new StringBuilder();
    FLAGS.forEach(
        (flag, text) -> {
          if (superblock.has(flag)) {
            flags.append(flags.length() == 0 ? "" : ", ").append(text);
          }
        });
    facts.put("flags", flags.length() == 0 ? "none" : flags.toString());
    return facts;
  }
}
