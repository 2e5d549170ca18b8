package io.github.diskimagefs.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The options of a read, checked.
 *
 * @param paths what to list: files, folders, patterns
 * @param pathGlobFilter pattern that the names of files must match, or null
 * @param imageOptions those of the library
 * @param failFast whether an error ends the job
 * @param nestedDepth levels of images inside images that are opened; 0 for none
 * @param nestedExtensions extensions of their names, in lower case
 * @param maxContentBytes maximum size of a file whose content is a value
 * @param maxHashBytes maximum size of a file whose hash is computed
 * @param maxPartitionBytes bound on the cost of a partition, see {@link PartitionPlanner}
 * @param openCostBytes cost of opening an image, in bytes that could be read meanwhile
 * @param imagesPerPartition maximum number of images in a partition
 * @param splitBytes cost from which an image is given to several partitions
 * @param hadoop options for Hadoop's file systems
 */
record SourceOptions(
    List<String> paths,
    String pathGlobFilter,
    Map<String, String> imageOptions,
    boolean failFast,
    int nestedDepth,
    Set<String> nestedExtensions,
    int maxContentBytes,
    long maxHashBytes,
    long maxPartitionBytes,
    long openCostBytes,
    int imagesPerPartition,
    long splitBytes,
    Map<String, String> hadoop)
    implements Serializable {

  /** The library's options that have a meaning for files read through Hadoop. */
  private static final List<String> IMAGE_OPTIONS =
      List.of(
          "view",
          "volume",
          "session",
          "password",
          "snapshot",
          "charset",
          "verify",
          "cacheBytes",
          "mapped",
          "hostBlockBytes",
          "hostCacheBytes",
          "readAheadBytes",
          "unpackBytes");

  /** Options that choose a part of the outermost image, and mean nothing for images inside it. */
  private static final Set<String> OUTER_OPTIONS = Set.of("view", "volume", "session", "snapshot");

  /** Maximum of {@code nestedDepth}: an image may contain itself. */
  private static final int MAX_NESTED_DEPTH = 8;

  /** Default of {@code nestedDepth}: a file system in a live disc in an archive's image. */
  private static final int DEFAULT_NESTED_DEPTH = 2;

  private static final int DEFAULT_CONTENT_BYTES = 1 << 20;
  private static final long DEFAULT_HASH_BYTES = 1L << 40;

  /** Spark's own default for files ({@code spark.sql.files.maxPartitionBytes}). */
  private static final long DEFAULT_PARTITION_BYTES = 128L << 20;

  /** Cost of the requests for opening and a walk: the half MiB at the start, and some more. */
  private static final long DEFAULT_OPEN_COST_BYTES = 1L << 20;

  private static final String DEFAULT_EXTENSIONS =
      "iso,img,ima,raw,dd,bin,cue,toc,ccd,nrg,mds,cdi,gdi,chd,cso,zso,dmg,sparseimage,toast,cdr,"
          + "qcow,qcow2,qed,vmdk,vhd,vhdx,vdi,hdd,squashfs,sqfs,sfs,snap,appimage,erofs,cramfs,"
          + "romfs,ext2,ext3,ext4,fat,udf";

  /** Reads options. */
  static SourceOptions of(CaseInsensitiveStringMap options) {
    Map<String, String> image = new LinkedHashMap<>();
    for (String key : IMAGE_OPTIONS) {
      if (options.containsKey(key)) {
        image.put(key, options.get(key));
      }
    }
    check(image);
    boolean nested = flag(options, "nested");
    Set<String> extensions = new TreeSet<>();
    for (String extension :
        options.getOrDefault("nestedExtensions", DEFAULT_EXTENSIONS).split(",")) {
      extensions.add(extension.trim().toLowerCase(Locale.ROOT));
    }
    long maxPartitionBytes = number(options, "maxPartitionBytes", 1, DEFAULT_PARTITION_BYTES);
    long depth = number(options, "nestedDepth", 1, DEFAULT_NESTED_DEPTH);
    if (depth > MAX_NESTED_DEPTH) {
      throw bad("nestedDepth", depth, "a number from 1 to " + MAX_NESTED_DEPTH);
    }
    return new SourceOptions(
        paths(options),
        options.get("pathGlobFilter"),
        image,
        failFast(options.getOrDefault("mode", "PERMISSIVE")),
        nested ? (int) depth : 0,
        extensions,
        whole(options, "maxContentBytes", 0, DEFAULT_CONTENT_BYTES),
        number(options, "maxHashBytes", 0, DEFAULT_HASH_BYTES),
        maxPartitionBytes,
        number(options, "openCostBytes", 1, DEFAULT_OPEN_COST_BYTES),
        whole(options, "imagesPerPartition", 1, Integer.MAX_VALUE),
        number(options, "splitBytes", 1, maxPartitionBytes),
        hadoop(options));
  }

  /** Returns the library's options for images inside images. */
  Map<String, String> innerOptions() {
    Map<String, String> inner = new LinkedHashMap<>(imageOptions);
    inner.keySet().removeAll(OUTER_OPTIONS);
    return inner;
  }

  /** Checks values as the library does: it reads options before the image. */
  private static void check(Map<String, String> image) {
    try {
      DiskImages.open(new EmptyChannel(), "empty", image).close();
    } catch (IOException e) {
      // No image, as expected.
    }
  }

  private static boolean failFast(String mode) {
    return switch (mode.toUpperCase(Locale.ROOT)) {
      case "PERMISSIVE" -> false;
      case "FAILFAST" -> true;
      default -> throw bad("mode", mode, "PERMISSIVE or FAILFAST");
    };
  }

  /** Returns the argument of {@code load}; Spark passes several of them as JSON. */
  private static List<String> paths(CaseInsensitiveStringMap options) {
    List<String> paths = new ArrayList<>();
    if (options.containsKey("paths")) {
      try {
        paths.addAll(List.of(new ObjectMapper().readValue(options.get("paths"), String[].class)));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("paths: " + e.getOriginalMessage(), e);
      }
    }
    if (options.containsKey("path")) {
      paths.add(options.get("path"));
    }
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("path: expected the address of images, as in load(path)");
    }
    return new ArrayList<>(paths);
  }

  /** Returns the options that name a setting of a Hadoop file system, such as an endpoint. */
  private static Map<String, String> hadoop(CaseInsensitiveStringMap options) {
    Map<String, String> hadoop = new LinkedHashMap<>();
    options
        .asCaseSensitiveMap()
        .forEach(
            (key, value) -> {
              if (key.startsWith("fs.") || key.startsWith("dfs.")) {
                hadoop.put(key, value);
              }
            });
    return hadoop;
  }

  private static boolean flag(CaseInsensitiveStringMap options, String key) {
    String value = options.getOrDefault(key, "false").toLowerCase(Locale.ROOT);
    if (!value.equals("true") && !value.equals("false")) {
      throw bad(key, value, "true or false");
    }
    return value.equals("true");
  }

  private static int whole(CaseInsensitiveStringMap options, String key, int min, int byDefault) {
    long value = number(options, key, min, byDefault);
    if (value > Integer.MAX_VALUE) {
      throw bad(key, value, "a number up to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  private static long number(
      CaseInsensitiveStringMap options, String key, long min, long byDefault) {
    String value = options.get(key);
    if (value == null) {
      return byDefault;
    }
    try {
      long number = Long.parseLong(value.trim());
      if (number >= min) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the key.
    }
    throw bad(key, value, "a whole number from " + min);
  }

  private static IllegalArgumentException bad(String key, Object value, String expected) {
    return new IllegalArgumentException(key + ": expected " + expected + ", not " + value);
  }

  /** Returns the paths alone, never a password. */
  @Override
  public String toString() {
    return String.join(", ", paths);
  }

  /** A channel of no bytes. */
  private static final class EmptyChannel implements SeekableByteChannel {
    private boolean closed;

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
      return target.hasRemaining() ? -1 : 0;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public long position() {
      return 0;
    }

    @Override
    public EmptyChannel position(long offset) {
      return this;
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public EmptyChannel truncate(long length) {
      throw new NonWritableChannelException();
    }
  }
}
