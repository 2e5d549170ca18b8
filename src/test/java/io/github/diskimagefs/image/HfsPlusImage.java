package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A bare HFS Plus volume, made in memory. Names must be ASCII, or sort as they do by code unit. */
public final class HfsPlusImage {
  /** Of all dates: 2023-11-14 22:13:20 UTC. */
  public static final int DATE = (int) (1_700_000_000L + 2_082_844_800L);

  private static final int BLOCK = 512;
  private static final String FILE_LINKS = "\0\0\0\0HFS+ Private Data";

  private record Key(int parent, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = Integer.compare(parent, other.parent);
      return order != 0 ? order : folded().compareTo(other.folded());
    }

    private String folded() {
      return name.toLowerCase(Locale.ROOT).replace('\0', '\uFFFF');
    }

    private byte[] bytes() {
      ByteBuffer key = ByteBuffer.allocate(6 + 2 * name.length());
      return key.putInt(parent)
          .putShort((short) name.length())
          .put(name.getBytes(UTF_16BE))
          .array();
    }
  }

  private record AttributeKey(int file, String name) implements Comparable<AttributeKey> {
    @Override
    public int compareTo(AttributeKey other) {
      int order = Integer.compare(file, other.file);
      return order != 0 ? order : name.compareTo(other.name);
    }

    private byte[] bytes() {
      ByteBuffer key = ByteBuffer.allocate(12 + 2 * name.length()).putInt(2, file);
      key.putShort(10, (short) name.length()).position(12);
      return key.put(name.getBytes(UTF_16BE)).array();
    }
  }

  private final TreeMap<Key, ByteBuffer> catalog = new TreeMap<>();
  private final TreeMap<AttributeKey, byte[]> attributes = new TreeMap<>();
  private final Map<String, Integer> folders = new HashMap<>();
  private final Map<String, ByteBuffer> records = new HashMap<>();
  private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();
  private int nodeSize = 4096;
  private int nextId = 16;
  private int journalInfoBlock;

  private HfsPlusImage(String name) {
    folders.put("", 2);
    blocks.writeBytes(new byte[3 * BLOCK]); // boot blocks and the volume header
    folder(new Key(1, name), 2);
  }

  /** An empty volume. */
  public static HfsPlusImage named(String name) {
    return new HfsPlusImage(name);
  }

  /** Smaller nodes make deeper trees. */
  public HfsPlusImage nodeSize(int bytes) {
    nodeSize = bytes;
    return this;
  }

  /** Adds a folder; the one above must be there. */
  public HfsPlusImage dir(String path) {
    int id = nextId++;
    folders.put(path, id);
    records.put(path, folder(key(path), id));
    return this;
  }

  /** Adds a file. */
  public HfsPlusImage file(String path, byte[] content) {
    record(path, 0x81A4, content);
    return this;
  }

  /** Adds a file of text. */
  public HfsPlusImage file(String path, String content) {
    return file(path, content.getBytes(UTF_8));
  }

  /** Adds a symbolic link. */
  public HfsPlusImage link(String path, String target) {
    record(path, 0xA1ED, target.getBytes(UTF_8));
    return this;
  }

  /** Adds a file whose content is a private file that is not put there. */
  public HfsPlusImage danglingHardLink(String path, int number) {
    ByteBuffer record = record(path, 0x81A4, new byte[0]);
    record.putInt(44, number).put(48, "hlnkhfs+".getBytes(UTF_8));
    return this;
  }

  /** Adds names for one and the same file. */
  public HfsPlusImage hardLinks(String content, String... paths) {
    folders.computeIfAbsent(FILE_LINKS, name -> privateFolder(name));
    int number = nextId;
    record(FILE_LINKS + "/iNode" + number, 0x81A0, content.getBytes(UTF_8))
        .putInt(44, paths.length);
    for (String path : paths) {
      danglingHardLink(path, number);
    }
    return this;
  }

  /** Adds a second record of a folder, which no valid volume has. */
  public HfsPlusImage sameFolder(String path, String existing) {
    catalog.put(key(path), records.get(existing));
    return this;
  }

  private int privateFolder(String name) {
    int id = nextId++;
    folder(new Key(2, name), id);
    return id;
  }

  /** Gives an entry a resource fork. */
  public HfsPlusImage resource(String path, byte[] content) {
    put(records.get(path), 168, content);
    return this;
  }

  /** Gives an entry Finder information: type, creator and flags. */
  public HfsPlusImage finder(String path, String typeAndCreator, int flags) {
    records.get(path).put(48, typeAndCreator.getBytes(UTF_8)).putShort(56, (short) flags);
    return this;
  }

  /** Gives an entry an extended attribute, stored in the tree. */
  public HfsPlusImage attribute(String path, String name, byte[] value) {
    ByteBuffer data = ByteBuffer.allocate(16 + value.length + (value.length & 1)).putInt(0x10);
    data.putInt(12, value.length).put(16, value);
    attributes.put(new AttributeKey(records.get(path).getInt(8), name), data.array());
    return this;
  }

  /** Sets the permission bits of an entry. */
  public HfsPlusImage permissions(String path, int bits) {
    ByteBuffer record = records.get(path);
    record.putShort(42, (short) ((record.getShort(42) & 0xF000) | bits));
    return this;
  }

  /** Marks a file as compressed. */
  public HfsPlusImage compressedFlag(String path) {
    records.get(path).put(41, (byte) 0x20);
    return this;
  }

  /** Adds a compressed file whose data follow the header. */
  public HfsPlusImage compressed(String path, int type, long size, byte[] data) {
    ByteBuffer header = ByteBuffer.allocate(16 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    header.put("fpmc".getBytes(UTF_8)).putInt(type).putLong(size).put(data);
    return file(path, "").compressedFlag(path).attribute(path, "com.apple.decmpfs", header.array());
  }

  /**
   * Leaves a journal whose one transaction replaces the first block of a file's content (TN1150
   * "Journal"), as a crash before the block is written does.
   */
  public HfsPlusImage pendingWrite(String path, String content) {
    int target = records.get(path).getInt(88 + 16);
    journalInfoBlock = blocks.size() / BLOCK;
    ByteBuffer info = ByteBuffer.allocate(BLOCK).putInt(0, 1);
    info.putLong(36, (journalInfoBlock + 1L) * BLOCK).putLong(44, 4 * BLOCK);
    blocks.writeBytes(info.array());
    ByteBuffer journal = ByteBuffer.allocate(4 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    // The list is in the last block, and its data continue in the first block after the header.
    journal
        .putInt(0, 0x4A4E4C78)
        .putInt(4, 0x12345678)
        .putLong(8, 3 * BLOCK)
        .putLong(16, 2 * BLOCK);
    journal.putLong(24, 4 * BLOCK).putInt(32, BLOCK).putInt(40, BLOCK);
    journal.position(BLOCK).put(content.getBytes(UTF_8));
    int list = 3 * BLOCK;
    journal.putShort(list, (short) 31).putShort(list + 2, (short) 2).putInt(list + 4, 2 * BLOCK);
    journal.putLong(list + 32, target).putInt(list + 40, BLOCK);
    journal.putInt(list + 8, checksum(journal.array(), list));
    blocks.writeBytes(journal.array());
    return this;
  }

  private static int checksum(byte[] bytes, int from) {
    int sum = 0;
    for (int i = from; i < from + 32; i++) {
      sum = (sum << 8) ^ (sum + (bytes[i] & 0xFF));
    }
    return ~sum;
  }

  private Key key(String path) {
    int slash = path.lastIndexOf('/');
    return new Key(
        folders.get(slash < 0 ? "" : path.substring(0, slash)), path.substring(slash + 1));
  }

  private ByteBuffer folder(Key key, int id) {
    ByteBuffer folder = ByteBuffer.allocate(88);
    common(folder, 1, id, 0x41ED);
    add(key, folder, 3, id);
    return folder;
  }

  private ByteBuffer record(String path, int mode, byte[] content) {
    ByteBuffer file = ByteBuffer.allocate(248);
    int id = nextId++;
    common(file, 2, id, mode);
    put(file, 88, content);
    add(key(path), file, 4, id);
    records.put(path, file);
    return file;
  }

  private void add(Key key, ByteBuffer record, int threadType, int id) {
    catalog.put(key, record);
    ByteBuffer thread = ByteBuffer.allocate(8 + 2 + 2 * key.name.length());
    thread.putShort((short) threadType).putInt(4, key.parent).position(8);
    thread.putShort((short) key.name.length()).put(key.name.getBytes(UTF_16BE));
    catalog.put(new Key(id, ""), thread);
    for (ByteBuffer parent : catalog.values()) {
      if (parent.getShort(0) == 1 && parent.getInt(8) == key.parent) {
        parent.putInt(4, parent.getInt(4) + 1); // valence
      }
    }
  }

  private static void common(ByteBuffer record, int type, int id, int mode) {
    record.putShort(0, (short) type).putInt(8, id);
    for (int date = 12; date <= 28; date += 4) {
      record.putInt(date, DATE);
    }
    record.putInt(32, 501).putInt(36, 20).putShort(42, (short) mode);
  }

  /** Stores content in blocks of its own and the fork's data at {@code offset}. */
  private void put(ByteBuffer target, int offset, byte[] content) {
    int first = blocks.size() / BLOCK;
    int count = (content.length + BLOCK - 1) / BLOCK;
    blocks.writeBytes(content);
    blocks.writeBytes(new byte[count * BLOCK - content.length]);
    target.putLong(offset, content.length).putInt(offset + 12, count);
    if (count > 0) {
      target.putInt(offset + 16, first).putInt(offset + 20, count);
    }
  }

  /** The volume's bytes. */
  public byte[] bytes() {
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    header.put(0, "H+".getBytes(UTF_8)).putShort(2, (short) 4).putInt(4, 0x100);
    header.put(8, "test".getBytes(UTF_8)).putInt(40, BLOCK);
    if (journalInfoBlock > 0) {
      header.putInt(4, 0x2000).putInt(12, journalInfoBlock);
    }
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> data = new ArrayList<>();
    catalog.forEach(
        (key, record) -> {
          keys.add(key.bytes());
          byte[] bytes = new byte[record.capacity()];
          record.duplicate().clear().get(bytes);
          data.add(bytes);
        });
    put(header, 272, HfsTreeFile.of(nodeSize, 0xCF, keys, data));
    if (!attributes.isEmpty()) {
      List<byte[]> names = attributes.keySet().stream().map(AttributeKey::bytes).toList();
      List<byte[]> values = List.copyOf(attributes.values());
      put(header, 352, HfsTreeFile.of(nodeSize, 0, names, values));
    }
    blocks.writeBytes(new byte[2 * BLOCK]);
    byte[] image = blocks.toByteArray();
    header.putInt(44, image.length / BLOCK);
    System.arraycopy(header.array(), 0, image, 1024, BLOCK);
    System.arraycopy(header.array(), 0, image, image.length - 1024, BLOCK);
    return image;
  }
}
