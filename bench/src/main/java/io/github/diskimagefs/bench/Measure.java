package io.github.diskimagefs.bench;

import java.util.List;
import java.util.Map;

/**
 * A row of the report: who is measured against whom, and in what.
 *
 * @param title as the report shows it
 * @param goal the ratio that is aimed at, in words
 * @param benchmark the class that measures
 * @param parameters its parameters beside the contender
 * @param threads how many at once
 * @param unit {@code cpu} or {@code wall}
 * @param baseline the contender that counts as 1
 * @param contenders the others
 */
record Measure(
    String title,
    String goal,
    Class<?> benchmark,
    Map<String, String> parameters,
    int threads,
    String unit,
    String baseline,
    List<String> contenders) {

  private static final String US = "diskimagefs";
  private static final String CHANNEL = "FileChannel on the image";

  /** All rows. */
  static List<Measure> all() {
    return List.of(
        new Measure("open an image of many files", "at most 0.2 ms", Open.class, Map.of(), 1,
            "wall", US, List.of("loop-fs", "zipfs")),
        new Measure("walk with attributes", "at most 0.20", Walk.class, Map.of("read", "false"), 1,
            "cpu", "default", List.of(US, "loop-fs", "zipfs", "7-Zip")),
        new Measure("walk, every file read", "at most 0.20", Walk.class, Map.of("read", "true"), 1,
            "cpu", "default", List.of(US, "loop-fs", "zipfs")),
        new Measure("sequential read, channel", "at most 1.05", Sequential.class, Map.of(), 1,
            "cpu", CHANNEL, List.of("diskimagefs channel", "loop-fs")),
        new Measure("sequential read, stream", "at most 1.05", Sequential.class, Map.of(), 1,
            "cpu", "InputStream on the image", List.of("diskimagefs stream")),
        new Measure("sequential read, sectors of 2352", "at most 1.3", Sequential.class, Map.of(),
            1, "cpu", "diskimagefs channel", List.of("diskimagefs 2352 channel")),
        new Measure("copy to disk", "at most 1.05", Copy.class, Map.of(), 1,
            "wall", "transferTo of the host",
            List.of("diskimagefs transferTo", "diskimagefs Files.copy")),
        new Measure("4 KiB random reads", "at most 0.67", RandomReads.class, Map.of(), 1,
            "wall", CHANNEL, List.of(US, "map on the image", "loop-fs")),
        new Measure("4 KiB random reads, 2 threads", "at most 0.67", RandomReads.class, Map.of(),
            2, "wall", CHANNEL, List.of(US, "map on the image")),
        new Measure("4 KiB random reads in a UDZO", "at most 2", RandomReads.class, Map.of(), 1,
            "wall", "FileChannel on the disk of the dmg", List.of("diskimagefs dmg")),
        new Measure("UDZO, every file", "at most 0.60", Dmg.class, Map.of("codec", "udzo"), 1,
            "wall", "inflate", List.of(US)),
        new Measure("UDZO, every file, cpu", "at most 1.1", Dmg.class, Map.of("codec", "udzo"), 1,
            "cpu", "inflate", List.of(US)),
        new Measure("UDBZ against inflate", "-", Dmg.class, Map.of("codec", "udbz"), 1,
            "wall", "inflate", List.of(US)),
        new Measure("ULFO against inflate", "-", Dmg.class, Map.of("codec", "ulfo"), 1,
            "wall", "inflate", List.of(US)),
        new Measure("ULMO against inflate", "-", Dmg.class, Map.of("codec", "ulmo"), 1,
            "wall", "inflate", List.of(US)));
  }
}
