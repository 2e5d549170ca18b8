package io.github.diskimagefs.volume.squashfs;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Facts of a superblock for a person. */
final class SquashfsProperties {
  /** Names of the bits of the flags, from the lowest on. */
  private static final List<String> FLAGS =
      List.of(
          "inodes not compressed",
          "data not compressed",
          "check data",
          "fragments not compressed",
          "no fragments",
          "always fragments",
          "duplicates removed",
          "exportable",
          "xattrs not compressed",
          "no xattrs",
          "compressor options",
          "ids not compressed");

  private SquashfsProperties() {}

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
    String flags =
        IntStream.range(0, FLAGS.size())
            .filter(bit -> superblock.has(1 << bit))
            .mapToObj(FLAGS::get)
            .collect(Collectors.joining(", "));
    facts.put("flags", flags.isEmpty() ? "none" : flags);
    return facts;
  }
}
