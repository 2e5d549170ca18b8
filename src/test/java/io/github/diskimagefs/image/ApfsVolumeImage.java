package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;

/** A volume of an {@link ApfsImage}. Paths have no leading slash; folders are made as needed. */
@SuppressWarnings({
  "ByteBufferBackingArray",
  "NonApiType",
  "ArrayRecordComponent"
}) // plain arrays of its own, in order
public final class ApfsVolumeImage {
  /** Of all times, unless set: 2023-11-14 22:13:20 UTC, in nanoseconds, and a few more. */
  public static final long TIME = 1_700_000_000_123_456_789L;

  static final int INODE = 3;
  static final int XATTR = 4;
  static final int SIBLING_LINK = 5;
  static final int FILE_EXTENT = 8;
  static final int DIR_REC = 9;
  private static final int FILE_INFO = 13;
  private static final int SEGMENT = 4096;

  /** Key of a record, in the order of the tree. */
  record Key(long id, int type, long number, String name, byte[] bytes) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = Long.compareUnsigned(id, other.id);
      order = order != 0 ? order : Integer.compare(type, other.type);
      order = order != 0 ? order : Long.compareUnsigned(number, other.number);
      return order != 0
          ? order
          : Arrays.compareUnsigned(name.getBytes(UTF_8), other.name.getBytes(UTF_8));
    }

    static Key of(long id, int type, long number, String name, byte... rest) {
      ByteBuffer key = ApfsImage.little(8 + rest.length);
      return new Key(id, type, number, name, key.putLong((long) type << 60 | id).put(rest).array());
    }
  }

  /** An inode that is not written yet. */
  static final class Inode {
    final long id;
    final long parent;
    final String name;
    int mode;
    long stream;
    long size = -1;
    int links;
    int flags;
    int device;
    long internal;
    long expanded;
    long modified = TIME;

    Inode(long id, int mode, long parent, String name) {
      this.id = id;
      this.parent = parent;
      this.name = name;
      this.mode = mode;
      this.stream = id;
    }

    byte[] bytes() {
      List<byte[]> fields = new ArrayList<>();
      ByteBuffer types = ApfsImage.little(12);
      byte[] named = (name + '\0').getBytes(UTF_8);
      types.put((byte) 4).put((byte) 0x02).putShort((short) named.length);
      fields.add(Arrays.copyOf(named, (named.length + 7) & ~7));
      if (size >= 0) {
        types.put((byte) 8).put((byte) 0x20).putShort((short) 40);
        fields.add(ApfsImage.little(40).putLong(size).putLong(-size & ~4095L).array());
      }
      if (device != 0) {
        types.put((byte) 14).put((byte) 0x20).putShort((short) 4);
        fields.add(ApfsImage.little(8).putInt(device).array());
      }
      int extra = 4 + types.position();
      extra += fields.stream().mapToInt(field -> field.length).sum();
      ByteBuffer value = ApfsImage.little(92 + extra);
      value.putLong(0, parent).putLong(8, stream);
      value.putLong(16, TIME - 3).putLong(24, modified).putLong(32, TIME + 1).putLong(40, TIME + 2);
      value.putLong(48, internal).putInt(56, links).putInt(68, flags);
      value.putInt(72, 501).putInt(76, 20).putShort(80, (short) mode).putLong(84, expanded);
      value.position(92);
      value.putShort((short) fields.size());
      value.putShort((short) fields.stream().mapToInt(field -> field.length).sum());
      value.put(types.array(), 0, types.position());
      fields.forEach(value::put);
      return value.array();
    }
  }

  final ApfsImage image;
  final String name;
  final TreeMap<Key, byte[]> records = new TreeMap<>();
  final Map<Long, Inode> inodes = new TreeMap<>();
  final List<ApfsImage.SnapshotImage> snapshots = new ArrayList<>();
  final UUID uuid;
  private final Map<String, Inode> paths = new HashMap<>();
  private long nextId = 16;
  int role;
  UUID group = new UUID(0, 0);
  boolean sealed;
  boolean broken;
  long integrity;
  int incompatible = 8; // names compare regardless of their normalisation
  int maxRecords = Integer.MAX_VALUE;
  ApfsCipher cipher;

  ApfsVolumeImage(ApfsImage image, String name, int number) {
    this.image = image;
    this.name = name;
    this.uuid = new UUID(0x1122334455667788L, number);
    Inode root = new Inode(2, 0x41ED, 1, "root");
    inodes.put(root.id, root);
    paths.put("", root);
  }

  /** Makes names compare regardless of case. Letters other than ASCII must be lower case. */
  public ApfsVolumeImage ignoringCase() {
    incompatible = 1;
    return this;
  }

  /** Makes keys without a hash of the name. */
  public ApfsVolumeImage withoutHashes() {
    incompatible = 0;
    return this;
  }

  /** Sets the role of the volume, as a number, and the group of volumes that it belongs to. */
  public ApfsVolumeImage role(int number, UUID ofGroup) {
    role = number;
    group = ofGroup;
    return this;
  }

  /** Few records in a node make a deep tree. */
  public ApfsVolumeImage recordsInANode(int max) {
    maxRecords = max;
    return this;
  }

  /** Encrypts metadata and data with a key that each of the passwords unlocks. */
  public ApfsVolumeImage password(String... passwords) {
    cipher = new ApfsCipher(uuid, passwords);
    return this;
  }

  /** Adds a folder, and those above it. */
  public ApfsVolumeImage dir(String path) {
    folder(path);
    return this;
  }

  /** Adds a file. */
  public ApfsVolumeImage file(String path, byte[] content) {
    Inode inode = entry(path, 0x81A4, 8);
    inode.size = content.length;
    extents(inode.stream, content);
    return this;
  }

  /** Adds a file of text. */
  public ApfsVolumeImage file(String path, String content) {
    return file(path, content.getBytes(UTF_8));
  }

  /** Adds a file of {@code size} bytes of which only the given content at an offset is stored. */
  public ApfsVolumeImage sparse(String path, long size, long offset, byte[] content) {
    Inode inode = entry(path, 0x81A4, 8);
    inode.size = size;
    extent(inode.stream, offset, content);
    return this;
  }

  /** Adds a file whose blocks are in as many extents, none after the one before. */
  public ApfsVolumeImage fragmented(String path, byte[] content) {
    Inode inode = entry(path, 0x81A4, 8);
    inode.size = content.length;
    for (int offset = 0; offset < content.length; offset += SEGMENT) {
      int end = Math.min(content.length, offset + SEGMENT);
      extent(inode.stream, offset, Arrays.copyOfRange(content, offset, end));
      image.allocate(new byte[SEGMENT]);
    }
    return this;
  }

  /** Adds a file that shares the data stream of another one. */
  public ApfsVolumeImage clone(String path, String existing) {
    Inode original = paths.get(existing);
    Inode inode = entry(path, 0x81A4, 8);
    inode.size = original.size;
    inode.stream = original.stream;
    return this;
  }

  /** Adds a symbolic link. */
  public ApfsVolumeImage link(String path, String target) {
    Inode inode = entry(path, 0xA1ED, 10);
    xattr(inode.id, "com.apple.fs.symlink", 2 | 4, (target + '\0').getBytes(UTF_8));
    return this;
  }

  /** Adds another name of a file, or one more place of a folder, which no valid volume has. */
  public ApfsVolumeImage hardLink(String path, String existing) {
    Inode inode = paths.get(existing);
    int slash = path.lastIndexOf('/');
    record(folder(slash < 0 ? "" : path.substring(0, slash)), path, inode, inode.mode >> 12);
    paths.put(path, inode);
    return this;
  }

  /** Adds a device node, FIFO or socket by its mode. */
  public ApfsVolumeImage special(String path, int mode, int major, int minor) {
    Inode inode = entry(path, mode, mode >> 12);
    inode.device = major << 24 | minor;
    return this;
  }

  /** Gives an entry an extended attribute, which is stored in its record. */
  public ApfsVolumeImage attribute(String path, String attribute, byte[] value) {
    xattr(paths.get(path).id, attribute, 2, value);
    return this;
  }

  /** Gives an entry an extended attribute with a data stream. */
  public ApfsVolumeImage longAttribute(String path, String attribute, byte[] value) {
    long stream = nextId++;
    extents(stream, value);
    ByteBuffer data = ApfsImage.little(48).putLong(stream).putLong(value.length);
    xattr(paths.get(path).id, attribute, 1, data.array());
    return this;
  }

  /** Adds a compressed file whose data follow the header, which is in the attribute. */
  public ApfsVolumeImage compressed(String path, int type, long size, byte[] data) {
    Inode inode = entry(path, 0x81A4, 8);
    inode.flags = 0x20;
    inode.internal = 0x40000;
    inode.expanded = size;
    ByteBuffer header = ApfsImage.little(16 + data.length);
    header.put("fpmc".getBytes(UTF_8)).putInt(type).putLong(size).put(data);
    return attribute(path, "com.apple.decmpfs", header.array());
  }

  /** Sets BSD flags of an entry. */
  public ApfsVolumeImage flags(String path, int flags) {
    paths.get(path).flags |= flags;
    return this;
  }

  /** Sets the time of the last modification, in nanoseconds. */
  public ApfsVolumeImage modified(String path, long nanoseconds) {
    paths.get(path).modified = nanoseconds;
    return this;
  }

  /** Removes a name; the inode stays. */
  public ApfsVolumeImage unlink(String path) {
    Inode folder = paths.get(parent(path));
    records.remove(entryKey(folder.id, path.substring(path.lastIndexOf('/') + 1)));
    folder.links--;
    return this;
  }

  /** Removes the inode of an entry, whose name stays, as no valid volume has it. */
  public ApfsVolumeImage loseInode(String path) {
    inodes.remove(paths.get(path).id);
    return this;
  }

  /** Replaces an extent's first block. */
  public ApfsVolumeImage misplaceExtent(String path, long block) {
    long stream = paths.get(path).stream;
    records.forEach(
        (key, value) -> {
          if (key.id == stream && key.type == FILE_EXTENT) {
            ApfsImage.wrap(value).putLong(8, block);
          }
        });
    return this;
  }

  /** Keeps the tree as it is now as a snapshot. */
  public ApfsVolumeImage snapshot(String snapshot) {
    image.snapshot(this, snapshot);
    return this;
  }

  /** Goes on with a further volume of the container. */
  public ApfsVolumeImage volume(String next) {
    return image.volume(next);
  }

  /** Sets the permission bits of an entry. */
  public ApfsVolumeImage permissions(String path, int bits) {
    Inode inode = paths.get(path);
    inode.mode = (inode.mode & ~07777) | bits;
    return this;
  }

  /** Seals the volume with SHA-256. */
  public ApfsVolumeImage seal(boolean seals) {
    sealed = true;
    broken = !seals;
    return this;
  }

  /** Adds the hashes of a file's data, each of so many blocks, the last one filled with zeros. */
  public ApfsVolumeImage dataHashes(String path, byte[] content, int hashedBlocks) {
    return dataHashes(paths.get(path).id, content, hashedBlocks);
  }

  /** Adds the hashes of a compressed file's data to the stream of its resource fork. */
  public ApfsVolumeImage forkHashes(String path, byte[] content, int hashedBlocks) {
    byte[] fork = "com.apple.ResourceFork\0".getBytes(UTF_8);
    byte[] rest = ApfsImage.little(2 + fork.length).putShort((short) fork.length).put(fork).array();
    Key key = Key.of(paths.get(path).id, XATTR, 0, "com.apple.ResourceFork", rest);
    return dataHashes(ApfsImage.wrap(records.get(key)).getLong(4), content, hashedBlocks);
  }

  private ApfsVolumeImage dataHashes(long id, byte[] content, int hashedBlocks) {
    int length = hashedBlocks * SEGMENT;
    for (int start = 0; start < content.length; start += length) {
      int blocks = Math.min(hashedBlocks, (content.length - start - 1) / SEGMENT + 1);
      ByteBuffer value = ApfsImage.little(3 + 32).putShort((short) blocks).put((byte) 32);
      value.put(sha256(Arrays.copyOfRange(content, start, start + blocks * SEGMENT)));
      long place = 1L << 56 | start;
      byte[] rest = ApfsImage.little(8).putLong(place).array();
      records.put(Key.of(id, FILE_INFO, place, "", rest), value.array());
    }
    return this;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The image's bytes. */
  public byte[] bytes() {
    return image.bytes();
  }

  /** The image, to change its container. */
  public ApfsImage image() {
    return image;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private Inode folder(String path) {
    Inode known = paths.get(path);
    return known != null ? known : entry(path, 0x41ED, 4);
  }

  private Inode entry(String path, int mode, int type) {
    Inode parent = folder(parent(path));
    String name = path.substring(path.lastIndexOf('/') + 1);
    Inode inode = new Inode(nextId++, mode, parent.id, name);
    inodes.put(inode.id, inode);
    paths.put(path, inode);
    record(parent, path, inode, type);
    return inode;
  }

  private void record(Inode folder, String path, Inode inode, int type) {
    ByteBuffer value = ApfsImage.little(18).putLong(inode.id).putLong(TIME).putShort((short) type);
    records.put(entryKey(folder.id, path.substring(path.lastIndexOf('/') + 1)), value.array());
    folder.links++;
    if (type != 4) {
      inode.links++;
    }
  }

  private Key entryKey(long folder, String entry) {
    byte[] stored = (entry + '\0').getBytes(UTF_8);
    if (incompatible == 0) {
      ByteBuffer rest = ApfsImage.little(2 + stored.length);
      rest.putShort((short) stored.length).put(stored);
      return Key.of(folder, DIR_REC, 0, entry, rest.array());
    }
    int hash = hash(entry, incompatible == 1);
    ByteBuffer rest = ApfsImage.little(4 + stored.length);
    rest.putInt(hash << 10 | stored.length).put(stored);
    return Key.of(folder, DIR_REC, hash, entry, rest.array());
  }

  private static int hash(String name, boolean ignoreCase) {
    String folded = Normalizer.normalize(name, Normalizer.Form.NFD);
    folded = ignoreCase ? folded.toLowerCase(Locale.ROOT).replace("ß", "ss") : folded;
    ByteBuffer words = ApfsImage.little(4 * folded.length());
    folded.codePoints().forEach(words::putInt);
    CRC32C crc = new CRC32C();
    crc.update(words.flip());
    return ~(int) crc.getValue() & 0x3FFFFF;
  }

  private void xattr(long id, String attribute, int flags, byte[] value) {
    byte[] stored = (attribute + '\0').getBytes(UTF_8);
    ByteBuffer rest = ApfsImage.little(2 + stored.length);
    rest.putShort((short) stored.length).put(stored);
    ByteBuffer data = ApfsImage.little(4 + value.length);
    data.putShort((short) flags).putShort((short) value.length).put(value);
    records.put(Key.of(id, XATTR, 0, attribute, rest.array()), data.array());
  }

  private void extents(long stream, byte[] content) {
    if (content.length > 0) {
      extent(stream, 0, content);
    }
  }

  private void extent(long stream, long offset, byte[] content) {
    int length = (content.length + SEGMENT - 1) / SEGMENT * SEGMENT;
    byte[] padded = Arrays.copyOf(content, length);
    long crypto = 0;
    if (cipher != null) {
      crypto = 1_000_000 + stream * 1000 + offset / SEGMENT; // not where the block is
      cipher.encrypt(crypto * 8, padded);
    }
    long block = image.allocate(padded);
    ByteBuffer value = ApfsImage.little(24).putLong(length).putLong(block).putLong(crypto);
    byte[] rest = ApfsImage.little(8).putLong(offset).array();
    records.put(Key.of(stream, FILE_EXTENT, offset, "", rest), value.array());
  }

  /** All records, those of inodes included, as they are now. */
  TreeMap<Key, byte[]> allRecords() {
    TreeMap<Key, byte[]> all = new TreeMap<>(records);
    inodes.forEach((id, inode) -> all.put(Key.of(id, INODE, 0, ""), inode.bytes()));
    return all;
  }
}
