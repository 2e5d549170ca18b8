package io.github.diskimagefs.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row of the report: who is measured against whom, and in what.
 *
 * @param title as the report shows it
 * @param unit {@code cpu}, {@code wall} or {@code requests}
 * @param goal the ratio to the baseline that is aimed at; 0 without one
 * @param benchmark the class that measures
 * @param parameters its parameters beside the contender
 * @param data the file or folder that it needs
 * @param contenders the baseline, which counts as 1, and the others; {@code ", 2 threads"} behind
 *     one has it run twice at once
 */
record Measure(
    String title,
    String unit,
    double goal,
    Class<?> benchmark,
    Map<String, String> parameters,
    String data,
    List<String> contenders) {

  /** What the names of this project's contenders begin with. */
  static final String OURS = "diskimagefs";

  /** The baseline of images of DEFLATE streams. */
  static final String INFLATER = "one thread's Inflater";

  /** The baseline of images of Zstandard frames; nothing faster is there in Java. */
  static final String ZSTD = "one thread's Zstd";

  /** The baseline of CHD, of which each hunk is compared with its CRC. */
  static final String CHECKED_INFLATER = "one thread's Inflater and CRC-16";

  /** The baseline of formats that nobody else decodes in Java: this project without other cores. */
  static final String ONE_CORE = "diskimagefs, one core";

  /** The baseline of ECM. */
  static final String ENCODER = "one thread's SectorEncoder";

  private static final String CHANNEL = "FileChannel on the image";
  private static final String UNCACHED = "diskimagefs without cache";
  private static final String TREE = "default provider";

  private Measure(
      String title, String unit, double goal, Class<?> benchmark, String data, String... who) {
    this(title, unit, goal, benchmark, Map.of(), data, List.of(who));
  }

  private Measure with(String parameter, String value) {
    return new Measure(title, unit, goal, benchmark, Map.of(parameter, value), data, contenders);
  }

  String baseline() {
    return contenders.get(0);
  }

  /** The time of a figure, or its number of requests. */
  String text(Figure figure) {
    return unit.equals("requests")
        ? String.format(Locale.ROOT, "%.0f", figure.time())
        : figure.timeText();
  }

  /** All rows. */
  static List<Measure> all() {
    return List.of(
        new Measure(
            "open",
            "cpu",
            0,
            Open.class,
            "many.iso",
            OURS,
            "diskimagefs, ten times the entries",
            "diskimagefs, UDF",
            "diskimagefs by FileSystems",
            "loop-fs",
            "zipfs"),
        new Measure(
            "walk with attributes",
            "cpu",
            0.2,
            Walk.class,
            "many.iso",
            TREE,
            OURS,
            "diskimagefs, UDF",
            "diskimagefs, HFS+",
            "loop-fs",
            "zipfs",
            "7-Zip"),
        new Measure(
                "walk, every file read",
                "cpu",
                0.2,
                Walk.class,
                "many.iso",
                TREE,
                OURS,
                "diskimagefs, UDF",
                "diskimagefs, HFS+",
                "loop-fs",
                "zipfs")
            .with("read", "true"),
        new Measure(
            "walk of disks",
            "cpu",
            0.25,
            Walk.class,
            "tree",
            TREE,
            "diskimagefs, ext4",
            "diskimagefs, FAT32",
            "diskimagefs, NTFS",
            "diskimagefs, APFS",
            "diskimagefs, SquashFS",
            "diskimagefs, EROFS"),
        new Measure(
                "walk of disks, every file read",
                "cpu",
                0.25,
                Walk.class,
                "tree",
                TREE,
                "diskimagefs, ext4",
                "diskimagefs, FAT32",
                "diskimagefs, NTFS",
                "diskimagefs, APFS",
                "diskimagefs, SquashFS",
                "diskimagefs, EROFS")
            .with("read", "true"),
        new Measure(
            "walk, ten times the entries",
            "cpu",
            0,
            Walk.class,
            "million.iso",
            OURS,
            "diskimagefs, heap of 48 MB"),
        new Measure(
            "far host, 1 ms a request: open and walk",
            "wall",
            0.25,
            Far.class,
            "many.iso",
            UNCACHED,
            OURS),
        new Measure(
            "far host, requests: open and walk",
            "requests",
            0.05,
            Far.class,
            "many.iso",
            UNCACHED,
            OURS),
        new Measure(
            "sequential, channel",
            "cpu",
            1.05,
            Sequential.class,
            "big.iso",
            CHANNEL,
            "diskimagefs channel",
            "7-Zip"),
        new Measure(
            "sequential, stream",
            "cpu",
            1.05,
            Sequential.class,
            "big.iso",
            "InputStream on the image",
            "diskimagefs stream",
            "loop-fs"),
        new Measure(
            "sequential, 2352 against 2048",
            "cpu",
            1.3,
            Sequential.class,
            "big.bin",
            "diskimagefs channel",
            "diskimagefs channel, 2352",
            "diskimagefs stream, 2352"),
        new Measure(
            "sequential, QCOW2",
            "cpu",
            1.1,
            Sequential.class,
            "big.qcow2",
            CHANNEL,
            "diskimagefs channel, QCOW2"),
        new Measure(
            "copy to disk",
            "wall",
            1.05,
            Copy.class,
            "big.iso",
            "transferTo of the host",
            "diskimagefs transferTo",
            "diskimagefs Files.copy"),
        new Measure(
            "map, every page looked at",
            "wall",
            1.05,
            Mapped.class,
            "big.iso",
            "map of the image",
            OURS),
        new Measure(
            "4 KiB random",
            "cpu",
            1 / 1.5,
            RandomReads.class,
            "big.iso",
            CHANNEL,
            OURS,
            "map of the image",
            "loop-fs"),
        new Measure(
            "4 KiB random, 2 threads against 1",
            "wall",
            1 / 1.8,
            RandomReads.class,
            "big.iso",
            OURS,
            "diskimagefs, 2 threads"),
        new Measure(
            "4 KiB random, host's channel likewise",
            "wall",
            0,
            RandomReads.class,
            "big.iso",
            CHANNEL,
            CHANNEL + ", 2 threads"),
        new Measure(
            "4 KiB random in a UDZO, cached",
            "wall",
            2,
            RandomReads.class,
            "udzo.dmg",
            "FileChannel on the raw disk",
            "diskimagefs dmg"),
        new Measure(
            "4 KiB random in a SquashFS, cached",
            "wall",
            2,
            RandomReads.class,
            "disk.squashfs",
            "FileChannel on the raw disk",
            "diskimagefs squashfs"),
        dmg("udzo", "wall", 0.6),
        dmg("udzo", "cpu", 1.1),
        dmg("udbz", "wall", 0),
        dmg("ulfo", "wall", 0),
        dmg("ulmo", "wall", 0),
        compressed("disk.qcow2", 65536),
        compressed("disk.squashfs", 131072),
        compressed("disk.zstd.squashfs", 131072, ZSTD),
        compressed("disk.chd", 32768, CHECKED_INFLATER),
        compressed("disk.cd.chd", 19584, ONE_CORE),
        compressed("disk.cso", 2048),
        new Measure(
                "packed.bin.ecm, every file",
                "wall",
                0.65,
                Compressed.class,
                "packed.bin.ecm",
                ENCODER,
                OURS)
            .with("image", "packed.bin.ecm"),
        codec("zstd", 1 / 0.35),
        codec("lz4", 1 / 0.5));
  }

  private static Measure codec(String codec, double goal) {
    return new Measure(
            codec + ", blocks in memory", "cpu", goal, Codecs.class, "disk.img", "library in C", OURS)
        .with("codec", codec);
  }

  private static Measure compressed(String image, int piece) {
    return compressed(image, piece, INFLATER);
  }

  private static Measure compressed(String image, int piece, String baseline) {
    return new Measure(
        image + ", every file",
        "wall",
        0.65,
        Compressed.class,
        Map.of("image", image, "piece", Integer.toString(piece)),
        image,
        List.of(baseline, OURS));
  }

  private static Measure dmg(String codec, String unit, double goal) {
    return new Measure(
            codec.toUpperCase(Locale.ROOT) + ", every file",
            unit,
            goal,
            Dmg.class,
            codec + ".dmg",
            "one thread's decoding",
            OURS)
        .with("codec", codec);
  }
}
