package io.github.diskimagefs.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Packs images into partitions by cost: that of opening, and the bytes that are read. A query
 * without hashes and contents reads the tables of a file system only, about a hundredth of an
 * image. As with Spark's own files, partitions are smaller than the bound if there would be fewer
 * of them than cores. An image that is more expensive than {@code splitBytes} is given to several.
 */
final class PartitionPlanner {
  /** Part of an image that a walk without contents reads. */
  private static final int TABLES_FRACTION = 100;

  /** Maximum number of shares of an image, each of which opens it. */
  private static final int MAX_SHARES = 1000;

  /** Maximum number of hosts that a partition prefers, as with Spark's own files. */
  private static final int MAX_HOSTS = 3;

  /** Extensions of images that each task would have to unpack from the start. */
  static final Set<String> PACKED = Set.of("gz", "bz2", "xz", "zst", "lz4", "z");

  private final SourceOptions options;
  private final boolean contents;
  private final List<ImagePartition> partitions = new ArrayList<>();
  private final List<ImageSlice> slices = new ArrayList<>();
  private final Map<String, Long> hosts = new HashMap<>();
  private long cost;

  private PartitionPlanner(SourceOptions options, boolean contents) {
    this.options = options;
    this.contents = contents;
  }

  /**
   * Packs images.
   *
   * @param contents whether the query reads contents or hashes
   * @param cores of the cluster
   */
  static List<ImagePartition> plan(
      List<ListedImage> images, SourceOptions options, boolean contents, int cores) {
    return new PartitionPlanner(options, contents).plan(images, cores);
  }

  private List<ImagePartition> plan(List<ListedImage> images, int cores) {
    double total = 0;
    for (ListedImage image : images) {
      total += cost(image);
    }
    long share = (long) Math.min(options.maxPartitionBytes(), total / Math.max(1, cores));
    long bound = Math.max(options.openCostBytes(), share);
    List<ListedImage> sorted = new ArrayList<>(images);
    // The expensive ones first, so that none starts when all others are done.
    sorted.sort(Comparator.comparingLong(this::cost).reversed());
    for (ListedImage image : sorted) {
      int count = shares(image);
      for (int i = 0; i < count; i++) {
        add(image, i, count, bound);
      }
    }
    close();
    return partitions;
  }

  private long cost(ListedImage image) {
    long bytes = contents ? image.length() : image.length() / TABLES_FRACTION;
    return Math.min(Long.MAX_VALUE / 2, bytes) + options.openCostBytes();
  }

  private int shares(ListedImage image) {
    String name = image.address().toLowerCase(Locale.ROOT);
    if (PACKED.contains(name.substring(name.lastIndexOf('.') + 1))) {
      return 1;
    }
    long shares = (cost(image) - options.openCostBytes() - 1) / options.splitBytes() + 1;
    return (int) Math.max(1, Math.min(MAX_SHARES, shares));
  }

  private void add(ListedImage image, int index, int count, long bound) {
    long added = cost(image) / count;
    if (!slices.isEmpty()
        && (cost + added > bound || slices.size() >= options.imagesPerPartition())) {
      close();
    }
    slices.add(
        new ImageSlice(
            image.address(), image.length(), image.modified(), image.bundle(), index, count));
    cost += added;
    for (String host : image.hosts()) {
      hosts.merge(host, added, Long::sum);
    }
  }

  private void close() {
    if (!slices.isEmpty()) {
      List<String> preferred =
          hosts.entrySet().stream()
              .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
              .limit(MAX_HOSTS)
              .map(Map.Entry::getKey)
              .toList();
      partitions.add(new ImagePartition(new ArrayList<>(slices), preferred));
      slices.clear();
      hosts.clear();
      cost = 0;
    }
  }
}
