package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** An exFAT volume, made in memory. Its up-case table has the letters of ASCII and Latin-1. */
public final class ExfatImage {
  private static final int SECTOR = 512;
  private static final int FAT_OFFSET = 24;
  private static final int FAT_SECTORS = 8;
  private static final int HEAP_OFFSET = FAT_OFFSET + FAT_SECTORS;
  private static final int CLUSTERS = 800;
  private static final int ENTRY = 32;

  private final String label;
  private boolean chained;
  private byte[] guid;
  private final Directory root = new Directory();
  private final Map<String, Directory> directories = new HashMap<>();
  private final Map<String, Item> items = new HashMap<>();
  private final ByteBuffer image =
      ByteBuffer.allocate((HEAP_OFFSET + CLUSTERS) * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
  private int nextCluster = 2;

  private static class Item {
    String name;
    byte[] content = {};
    int attributes = 0x20;
    int cluster;
    int offset;
    Consumer<ByteBuffer> change = set -> {};
  }

  private static final class Directory extends Item {
    final List<Item> children = new ArrayList<>();
  }

  private ExfatImage(String label) {
    this.label = label;
    directories.put("", root);
    items.put("", root);
  }

  public static ExfatImage named(String label) {
    return new ExfatImage(label);
  }

  /** Puts each cluster of a file after a gap, as a chain in the table. */
  public ExfatImage chained() {
    chained = true;
    return this;
  }

  public ExfatImage guid(byte[] bytes) {
    guid = bytes;
    return this;
  }

  public ExfatImage dir(String path) {
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

  public ExfatImage file(String path, String content) {
    return file(path, content.getBytes(UTF_8));
  }

  public ExfatImage file(String path, byte[] content) {
    return file(path, content, set -> {});
  }

  /** Adds a file; {@code change} may write into its entry set before the checksum is made. */
  public ExfatImage file(String path, byte[] content, Consumer<ByteBuffer> change) {
    Item item = new Item();
    item.content = content;
    item.change = change;
    add(path, item);
    return this;
  }

  /** Returns the image. */
  public byte[] bytes() {
    nextCluster = 2;
    fat(0, 0xFFFF_FFF8);
    fat(1, -1);
    byte[] bitmap = new byte[(CLUSTERS + 7) / 8];
    int bitmapCluster = content(bitmap, true);
    byte[] table = upcaseTable();
    int upcase = content(table, true);
    List<byte[]> first = new ArrayList<>();
    if (!label.isEmpty()) {
      ByteBuffer entry = entry(0x83);
      first.add(entry.put(1, (byte) label.length()).put(2, label.getBytes(UTF_16LE)).array());
    }
    first.add(entry(0x81).putInt(20, bitmapCluster).putLong(24, bitmap.length).array());
    ByteBuffer described = entry(0x82).putInt(4, sum(table)).putInt(20, upcase);
    first.add(described.putLong(24, table.length).array());
    if (guid != null) {
      first.add(entry(0xA0).put(6, guid).array());
    }
    place(root, first);
    for (int cluster = 2; cluster < nextCluster; cluster++) {
      bitmap[(cluster - 2) / 8] |= (byte) (1 << (cluster - 2) % 8);
    }
    image.put(clusterOffset(bitmapCluster), bitmap);
    boot();
    return image.array();
  }

  private static byte[] upcaseTable() {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    for (int unit = 0; unit < 0x100; unit++) {
      boolean lower = unit >= 'a' && unit <= 'z' || unit >= 0xE0 && unit != 0xF7 && unit < 0xFF;
      unit(table, lower ? unit - 0x20 : unit);
    }
    unit(table, 0xFFFF);
    unit(table, 0xFF00);
    return table.toByteArray();
  }

  private static void unit(ByteArrayOutputStream table, int unit) {
    table.write(unit);
    table.write(unit >> 8);
  }

  private static int sum(byte[] bytes) {
    int sum = 0;
    for (byte b : bytes) {
      sum = Integer.rotateRight(sum, 1) + (b & 0xFF);
    }
    return sum;
  }

  private static ByteBuffer entry(int type) {
    return ByteBuffer.allocate(ENTRY).order(ByteOrder.LITTLE_ENDIAN).put(0, (byte) type);
  }

  private void boot() {
    image.put(0, (byte) 0xEB).put(1, (byte) 0x76).put(2, (byte) 0x90);
    image.put(3, "EXFAT   ".getBytes(ISO_8859_1));
    image.putLong(72, HEAP_OFFSET + CLUSTERS);
    image.putInt(80, FAT_OFFSET).putInt(84, FAT_SECTORS).putInt(88, HEAP_OFFSET);
    image.putInt(92, CLUSTERS).putInt(96, root.cluster).putInt(100, 0x1234ABCD);
    image.putShort(104, (short) 0x100);
    image.put(108, (byte) 9).put(109, (byte) 0).put(110, (byte) 1).put(112, (byte) 50);
    image.putShort(510, (short) 0xAA55);
    for (int sector = 1; sector <= 8; sector++) {
      image.putShort(sector * SECTOR + 510, (short) 0xAA55);
    }
    seal(image.array());
    image.put(12 * SECTOR, image.array(), 0, 12 * SECTOR);
  }

  /** Makes the checksum of the main boot region right. */
  public static void seal(byte[] bytes) {
    int sum = 0;
    for (int i = 0; i < 11 * SECTOR; i++) {
      if (i != 106 && i != 107 && i != 112) {
        sum = Integer.rotateRight(sum, 1) + (bytes[i] & 0xFF);
      }
    }
    ByteBuffer sector = ByteBuffer.wrap(bytes, 11 * SECTOR, SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    while (sector.hasRemaining()) {
      sector.putInt(sum);
    }
  }

  private void fat(int cluster, int value) {
    image.putInt(FAT_OFFSET * SECTOR + 4 * cluster, value);
  }

  /** Changes an entry of the table. */
  public static void setFat(byte[] bytes, int cluster, int value) {
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(FAT_OFFSET * SECTOR + 4 * cluster, value);
  }

  public int cluster(String path) {
    return items.get(path).cluster;
  }

  /** Returns the offset in the image of a file's entry set. */
  public int entry(String path) {
    return items.get(path).offset;
  }

  public static int clusterOffset(int cluster) {
    return (HEAP_OFFSET + cluster - 2) * SECTOR;
  }

  private int content(byte[] content, boolean inTable) {
    if (content.length == 0) {
      return 0;
    }
    int first = 0;
    int last = 0;
    for (int at = 0; at < content.length; at += SECTOR) {
      int cluster = nextCluster;
      nextCluster += chained && inTable ? 2 : 1;
      image.put(clusterOffset(cluster), content, at, Math.min(SECTOR, content.length - at));
      if (last != 0 && inTable) {
        fat(last, cluster);
      }
      first = first == 0 ? cluster : first;
      last = cluster;
    }
    if (inTable) {
      fat(last, -1);
    }
    return first;
  }

  private void place(Directory directory, List<byte[]> first) {
    int length = (directory.children.size() * 19 + 4) * ENTRY;
    boolean kept = chained;
    chained = false; // so that entries can be written in one go
    directory.cluster = content(new byte[length], true);
    chained = kept;
    directory.content = new byte[(length + SECTOR - 1) / SECTOR * SECTOR];
    int offset = clusterOffset(directory.cluster);
    for (byte[] entry : first) {
      image.put(offset, entry);
      offset += ENTRY;
    }
    for (Item item : directory.children) {
      if (item instanceof Directory child) {
        place(child, List.of());
      } else {
        item.cluster = content(item.content, chained);
      }
      byte[] set = set(item);
      image.put(offset, set);
      item.offset = offset;
      offset += set.length;
    }
  }

  private byte[] set(Item item) {
    int names = (item.name.length() + 14) / 15;
    ByteBuffer set = ByteBuffer.allocate((2 + names) * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
    set.put(0, (byte) 0x85).put(1, (byte) (1 + names)).putShort(4, (short) item.attributes);
    set.putInt(8, FatImage.TIME).putInt(12, FatImage.TIME).putInt(16, FatImage.TIME);
    boolean inTable = chained || item instanceof Directory;
    set.put(32, (byte) 0xC0).put(33, (byte) (inTable ? 1 : 3));
    set.put(35, (byte) item.name.length()).putShort(36, (short) hash(item.name));
    set.putLong(40, item.content.length).putInt(52, item.cluster);
    set.putLong(56, item.content.length);
    for (int i = 0; i < names; i++) {
      String part = item.name.substring(i * 15, Math.min(item.name.length(), i * 15 + 15));
      set.put(64 + 32 * i, (byte) 0xC1).put(66 + 32 * i, part.getBytes(UTF_16LE));
    }
    item.change.accept(set);
    seal(set);
    return set.array();
  }

  private static int hash(String name) {
    int hash = 0;
    for (byte b : name.toUpperCase(Locale.ROOT).replace("SS", "ß").getBytes(UTF_16LE)) {
      hash = ((hash & 1) << 15 | hash >> 1) + (b & 0xFF) & 0xFFFF;
    }
    return hash;
  }

  /** Makes the checksum of an entry set right. */
  public static void seal(ByteBuffer set) {
    int sum = 0;
    for (int i = 0; i < set.limit(); i++) {
      if (i != 2 && i != 3) {
        sum = ((sum & 1) << 15 | sum >> 1) + (set.get(i) & 0xFF) & 0xFFFF;
      }
    }
    set.putShort(2, (short) sum);
  }
}
