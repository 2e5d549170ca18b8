package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A FAT12, FAT16 or FAT32 volume, made in memory. */
public final class FatImage {
  /** Of all dates, in the upper half, and times: 2023-11-14 22:13:20. */
  public static final int TIME = (43 << 9 | 11 << 5 | 14) << 16 | 22 << 11 | 13 << 5 | 10;

  private static final int ENTRY = 32;
  private static final int[] UNITS = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

  private final int bits;
  private String label;
  private int sectorSize = 512;
  private int clusterSectors = 1;
  private int clusters;
  private int rootEntries = 256;
  private int media = 0xF8;
  private boolean scattered;
  private final Directory root = new Directory();
  private final Map<String, Directory> directories = new HashMap<>();
  private final Map<String, Item> items = new HashMap<>();

  private ByteBuffer image;
  private int nextCluster = 2;

  private static class Item {
    String name;
    byte[] content = {};
    int attributes;
    int cluster;
    int offset;
    Consumer<ByteBuffer> change = entry -> {};
    boolean withoutLongName;
  }

  private static final class Directory extends Item {
    final List<Item> children = new ArrayList<>();
  }

  private FatImage(int bits) {
    this.bits = bits;
    this.clusters = bits == 16 ? 4200 : 300;
    directories.put("", root);
    items.put("", root);
  }

  /** An empty volume; bits are 12, 16 or 32. */
  public static FatImage of(int bits) {
    return new FatImage(bits);
  }

  public FatImage label(String text) {
    label = text;
    return this;
  }

  public FatImage sectorSize(int size) {
    sectorSize = size;
    return this;
  }

  public FatImage clusterSectors(int count) {
    clusterSectors = count;
    return this;
  }

  public FatImage clusters(int count) {
    clusters = count;
    return this;
  }

  /** Sets the number of entries of the root directory of FAT12 and FAT16. */
  public FatImage rootEntries(int count) {
    rootEntries = count;
    return this;
  }

  /** Sets the byte of the kind of medium, in the boot sector and the tables. */
  public FatImage media(int code) {
    media = code;
    return this;
  }

  /** Leaves a cluster out after each one, so that every extent has one cluster. */
  public FatImage scattered() {
    scattered = true;
    return this;
  }

  /** Adds a directory, after those above it. */
  public FatImage dir(String path) {
    directory(path);
    return this;
  }

  private Directory directory(String path) {
    Directory known = directories.get(path);
    if (known != null) {
      return known;
    }
    Directory made = new Directory();
    made.attributes = 0x10;
    add(path, made);
    directories.put(path, made);
    return made;
  }

  private void add(String path, Item item) {
    int slash = path.lastIndexOf('/');
    item.name = path.substring(slash + 1);
    directory(path.substring(0, slash)).children.add(item);
    items.put(path, item);
  }

  public FatImage file(String path, String content) {
    return file(path, content.getBytes(UTF_8));
  }

  public FatImage file(String path, byte[] content) {
    return file(path, content, entry -> {});
  }

  /** Adds a file; {@code change} may write into its entry of 32 bytes. */
  public FatImage file(String path, byte[] content, Consumer<ByteBuffer> change) {
    Item item = new Item();
    item.content = content;
    item.attributes = 0x20;
    item.change = change;
    add(path, item);
    return this;
  }

  /** Adds a file by the eleven bytes of its short name alone. */
  public FatImage shortFile(String directory, String bytes, byte[] content, int caseBits) {
    Item item = new Item();
    item.content = content;
    item.attributes = 0x20;
    item.withoutLongName = true;
    item.change =
        entry -> {
          entry.put(0, bytes.getBytes(ISO_8859_1));
          entry.put(12, (byte) caseBits);
        };
    add(directory + "/" + bytes, item);
    return this;
  }

  /** Returns the image. */
  public byte[] bytes() {
    nextCluster = 2;
    int fatSectors = fatSectors();
    int size = (dataSector() + clusters * clusterSectors) * sectorSize;
    image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    boot(fatSectors);
    setFat(0, (mask() & ~0xFF) | media);
    setFat(1, mask());
    place(root, "");
    byte[] bytes = image.array();
    for (int i = 0; i < fatSectors * sectorSize; i++) {
      bytes[fatOffset(1) + i] = bytes[fatOffset(0) + i];
    }
    return bytes;
  }

  private int mask() {
    return bits == 32 ? 0x0FFF_FFFF : (1 << bits) - 1;
  }

  private int fatSectors() {
    return ((clusters + 2) * bits / 8 + sectorSize) / sectorSize;
  }

  private int reserved() {
    return bits == 32 ? 32 : 1;
  }

  private int rootEntries() {
    return bits == 32 ? 0 : rootEntries;
  }

  private int dataSector() {
    return reserved() + 2 * fatSectors() + (rootEntries() * ENTRY + sectorSize - 1) / sectorSize;
  }

  /** Returns the offset of a table in the image. */
  public int fatOffset(int copy) {
    return (reserved() + copy * fatSectors()) * sectorSize;
  }

  /** Returns the bytes of a table. */
  public int fatSize() {
    return fatSectors() * sectorSize;
  }

  /** Returns the offset of a cluster in the image. */
  public int clusterOffset(int cluster) {
    return (dataSector() + (cluster - 2) * clusterSectors) * sectorSize;
  }

  /** Returns the first cluster of an entry once {@link #bytes} placed it; 0 if it has none. */
  public int cluster(String path) {
    return items.get(path).cluster;
  }

  /** Returns the offset in the image of an entry, that of the short name. */
  public int entry(String path) {
    return items.get(path).offset;
  }

  private void boot(int fatSectors) {
    image.put(0, (byte) 0xEB).put(1, (byte) 0x58).put(2, (byte) 0x90);
    image.put(3, "TESTFAT ".getBytes(ISO_8859_1));
    image.putShort(11, (short) sectorSize);
    image.put(13, (byte) clusterSectors);
    image.putShort(14, (short) reserved());
    image.put(16, (byte) 2);
    image.putShort(17, (short) rootEntries());
    image.put(21, (byte) media);
    image.putShort(24, (short) 18).putShort(26, (short) 2); // geometry of a floppy disk
    image.putInt(32, dataSector() + clusters * clusterSectors);
    int extension = 36;
    if (bits == 32) {
      image.putInt(36, fatSectors);
      image.putInt(44, 2); // root directory
      image.putShort(48, (short) 1); // FSInfo
      image.putShort(50, (short) 6); // copy of the boot sector
      extension = 64;
      int info = sectorSize;
      image.put(info, "RRaA".getBytes(ISO_8859_1));
      image.put(info + 484, "rrAa".getBytes(ISO_8859_1));
      image.putInt(info + 488, 100);
    } else {
      image.putShort(22, (short) fatSectors);
    }
    image.put(extension + 2, (byte) 0x29);
    image.putInt(extension + 3, 0x1234ABCD);
    image.put(extension + 7, "BOOT LABEL ".getBytes(ISO_8859_1));
    image.put(extension + 18, ("FAT" + bits + "   ").getBytes(ISO_8859_1));
    image.putShort(510, (short) 0xAA55);
    if (bits == 32) {
      image.put(6 * sectorSize, Arrays.copyOf(image.array(), 512));
    }
  }

  /** Writes content into clusters of its own; returns the first. */
  private int content(byte[] content) {
    if (content.length == 0) {
      return 0;
    }
    int clusterSize = clusterSectors * sectorSize;
    int first = 0;
    int last = 0;
    for (int at = 0; at < content.length; at += clusterSize) {
      int cluster = nextCluster;
      nextCluster += scattered ? 2 : 1;
      image.put(clusterOffset(cluster), content, at, Math.min(clusterSize, content.length - at));
      if (last != 0) {
        setFat(last, cluster);
      }
      first = first == 0 ? cluster : first;
      last = cluster;
    }
    setFat(last, mask());
    return first;
  }

  private void setFat(int cluster, int value) {
    setFat(image.array(), 0, cluster, value);
  }

  /** Changes an entry of a table. */
  public void setFat(byte[] bytes, int copy, int cluster, int value) {
    ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = fatOffset(copy) + cluster * bits / 8;
    switch (bits) {
      case 12 -> {
        int old = table.getShort(at) & 0xFFFF;
        boolean odd = cluster % 2 != 0;
        table.putShort(
            at, (short) (odd ? (old & 0xF) | (value << 4) : (old & 0xF000) | (value & 0xFFF)));
      }
      case 16 -> table.putShort(at, (short) value);
      default -> table.putInt(at, value);
    }
  }

  /** Places a directory; its clusters come before those of its children. */
  private void place(Directory directory, String path) {
    int length = (directory.children.size() * 22 + 4) * ENTRY;
    int offset;
    if (directory == root && bits != 32) {
      offset = (reserved() + 2 * fatSectors()) * sectorSize;
    } else {
      boolean kept = scattered;
      scattered = false; // so that entries can be written in one go
      directory.cluster = content(new byte[length]);
      scattered = kept;
      offset = clusterOffset(directory.cluster);
    }
    if (directory == root && label != null) {
      ByteBuffer entry = entry((label + "           ").substring(0, 11), 0x08, 0, 0);
      image.put(offset, entry, 0, ENTRY);
      offset += ENTRY;
    } else if (directory != root) {
      image.put(offset, entry(".          ", 0x10, directory.cluster, 0), 0, ENTRY);
      image.put(offset + ENTRY, entry("..         ", 0x10, 0, 0), 0, ENTRY);
      offset += 2 * ENTRY;
    }
    int number = 0;
    for (Item item : directory.children) {
      if (item instanceof Directory child) {
        place(child, path + '/' + child.name);
      } else {
        item.cluster = content(item.content);
      }
      offset = write(item, offset, ++number);
    }
  }

  private int write(Item item, int offset, int number) {
    String shortName = shortName(item.name, number);
    int at = offset;
    if (!item.withoutLongName) {
      for (byte[] part : longName(item.name, checksum(shortName))) {
        image.put(at, part);
        at += ENTRY;
      }
    }
    ByteBuffer entry = entry(shortName, item.attributes, item.cluster, item.content.length);
    item.change.accept(entry);
    image.put(at, entry, 0, ENTRY);
    item.offset = at;
    return at + ENTRY;
  }

  private static ByteBuffer entry(String name, int attributes, int cluster, int size) {
    ByteBuffer entry = ByteBuffer.allocate(ENTRY).order(ByteOrder.LITTLE_ENDIAN);
    entry.put(0, name.getBytes(ISO_8859_1)).put(11, (byte) attributes);
    entry.putShort(14, (short) TIME).putShort(16, (short) (TIME >> 16));
    entry.putShort(18, (short) (TIME >> 16));
    entry.putShort(22, (short) TIME).putShort(24, (short) (TIME >> 16));
    entry.putShort(20, (short) (cluster >> 16)).putShort(26, (short) cluster);
    return entry.putInt(28, size);
  }

  private static String shortName(String name, int number) {
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot + 1).replaceAll("[^A-Za-z0-9]", "");
    return String.format(Locale.ROOT, "N%05d~1%.3s   ", number, extension)
        .substring(0, 11)
        .toUpperCase(Locale.ROOT);
  }

  /** Returns the sum of a short name. */
  public static int checksum(String shortName) {
    int sum = 0;
    for (byte b : shortName.getBytes(ISO_8859_1)) {
      sum = ((sum & 1) << 7 | sum >> 1) + (b & 0xFF) & 0xFF;
    }
    return sum;
  }

  /** Returns the entries of a long name, the last part first. */
  public static List<byte[]> longName(String name, int checksum) {
    List<byte[]> parts = new ArrayList<>();
    int count = (name.length() + 12) / 13;
    ByteBuffer units = ByteBuffer.allocate(count * 26).order(ByteOrder.LITTLE_ENDIAN);
    units.put(name.getBytes(UTF_16LE));
    if (units.hasRemaining()) {
      units.putShort((short) 0);
    }
    while (units.hasRemaining()) {
      units.putShort((short) 0xFFFF);
    }
    for (int part = count; part >= 1; part--) {
      ByteBuffer entry = ByteBuffer.allocate(ENTRY).order(ByteOrder.LITTLE_ENDIAN);
      entry.put(0, (byte) (part | (part == count ? 0x40 : 0))).put(11, (byte) 0x0F);
      entry.put(13, (byte) checksum);
      for (int i = 0; i < 13; i++) {
        entry.putShort(UNITS[i], units.getShort(((part - 1) * 13 + i) * 2));
      }
      parts.add(entry.array());
    }
    return parts;
  }
}
