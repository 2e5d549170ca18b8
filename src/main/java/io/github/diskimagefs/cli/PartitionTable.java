package io.github.diskimagefs.cli;

import io.github.diskimagefs.ImageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The partitions of a disk as lines of text, in the columns of {@code fdisk -l}. */
final class PartitionTable {
  private static final List<String> HEADINGS =
      List.of("Partition", "Boot", "Start", "End", "Sectors", "Size", "Type", "Holds");

  private static final int FIRST_NUMBER = 2;
  private static final int LAST_NUMBER = 5;

  private final ImageInfo info;
  private final ImageInfo.Disk disk;

  private PartitionTable(ImageInfo info, ImageInfo.Disk disk) {
    this.info = info;
    this.disk = disk;
  }

  /** Returns the lines, the heading first; none for a disk without partitions. */
  static List<String> lines(ImageInfo info) {
    Optional<ImageInfo.Disk> disk = info.disk();
    if (disk.isEmpty() || disk.get().partitions().isEmpty()) {
      return List.of();
    }
    return new PartitionTable(info, disk.get()).lines();
  }

  private List<String> lines() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    disk.partitions().forEach(partition -> rows.add(row(partition)));
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> aligned(row, widths)).toList();
  }

  private List<String> row(ImageInfo.Partition partition) {
    long sectors = partition.length() / disk.sectorSize();
    long first = partition.start() / disk.sectorSize();
    return List.of(
        partition.place(),
        partition.active() ? "*" : "",
        Long.toString(first),
        Long.toString(first + sectors - 1),
        Long.toString(sectors),
        Listing.humanReadable(partition.length()),
        partition.type(),
        partition.volumes().stream().map(this::volume).collect(Collectors.joining(", ")));
  }

  private String volume(int index) {
    ImageInfo.Volume volume = info.volumes().get(index - 1);
    return "volume "
        + index
        + volume.type().map(type -> " " + type).orElse("")
        + volume.label().map(label -> " \"" + label + '"').orElse("");
  }

  /** Aligns numbers at the right. */
  private static String aligned(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      boolean number = i >= FIRST_NUMBER && i <= LAST_NUMBER;
      line.append(i == 0 ? "" : "  ");
      line.append(number ? padding + row.get(i) : row.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }
}
