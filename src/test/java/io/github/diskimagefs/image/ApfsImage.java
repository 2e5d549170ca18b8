package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** A bare APFS container, made in memory, with blocks of 4096 bytes and one checkpoint. */
@SuppressWarnings({"ByteBufferBackingArray", "NonApiType"}) // plain arrays of its own, in order
public final class ApfsImage {
  /** Bytes of a block. */
  public static final int BLOCK = 4096;

  /** Block of the container superblock of the checkpoint; block 0 has a copy. */
  public static final int SUPERBLOCK = 2;

  static final int PHYSICAL = 0x40000000;
  private static final int EPHEMERAL = 0x80000000;
  private static final int RING = 4;
  private static final int SPACEMAN = 5;
  private static final UUID ID = new UUID(0x0102030405060708L, 0x090A0B0C0D0E0F10L);

  /** A snapshot: the tree of a volume at a transaction. */
  record SnapshotImage(String name, long xid, TreeMap<ApfsVolumeImage.Key, byte[]> records) {}

  /** Place of a virtual object. */
  private record Mapped(long oid, long xid, long block, int flags) {}

  private final List<byte[]> blocks = new ArrayList<>();
  private final List<ApfsVolumeImage> volumes = new ArrayList<>();
  private final List<Mapped> objects = new ArrayList<>();
  private long nextOid = 1024;
  private static final long FIRST_XID = 10;
  private long xid = FIRST_XID;
  private long incompatible = 2;

  private ApfsImage() {
    for (int i = 0; i <= SPACEMAN; i++) {
      blocks.add(new byte[BLOCK]);
    }
  }

  /** An empty volume in a container of its own. */
  public static ApfsVolumeImage named(String name) {
    return new ApfsImage().volume(name);
  }

  ApfsVolumeImage volume(String name) {
    ApfsVolumeImage volume = new ApfsVolumeImage(this, name, volumes.size() + 1);
    volumes.add(volume);
    return volume;
  }

  /** Sets the incompatible features of the container. */
  public ApfsImage features(long bits) {
    incompatible = bits;
    return this;
  }

  /** Stores data in blocks of their own; returns the first. */
  long allocate(byte[] data) {
    long first = blocks.size();
    for (int offset = 0; offset < data.length; offset += BLOCK) {
      blocks.add(Arrays.copyOf(Arrays.copyOfRange(data, offset, offset + BLOCK), BLOCK));
    }
    return first;
  }

  void snapshot(ApfsVolumeImage volume, String name) {
    volume.snapshots.add(new SnapshotImage(name, xid++, volume.allRecords()));
  }

  static ByteBuffer little(int length) {
    return wrap(new byte[length]);
  }

  static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static void header(ByteBuffer object, long oid, int type, int subtype) {
    object.putLong(8, oid).putInt(24, type).putInt(28, subtype);
  }

  /** Sets the checksum of an object. */
  public static void seal(byte[] object) {
    ByteBuffer words = wrap(object);
    long modulus = 0xFFFF_FFFFL;
    long sum = 0;
    long second = 0;
    for (int i = 8; i < object.length; i += 4) {
      sum = (sum + (words.getInt(i) & modulus)) % modulus;
      second = (second + sum) % modulus;
    }
    long low = modulus - (sum + second) % modulus;
    long high = modulus - (sum + low) % modulus;
    words.putLong(0, high << 32 | low);
  }

  /** Nodes of a tree that are named by their block. */
  private final class PhysicalNodes implements ApfsTreeNodes.Store {
    @Override
    public long reserve() {
      return allocate(new byte[BLOCK]);
    }

    @Override
    public void put(long block, ByteBuffer node) {
      store(block, node, xid);
    }
  }

  /** Nodes of a volume's tree, which its object map names. */
  private final class VirtualNodes implements ApfsTreeNodes.Store {
    private final ApfsVolumeImage volume;
    private final long root;
    private final long transaction;
    private final List<Mapped> mappings;

    VirtualNodes(ApfsVolumeImage volume, long root, long transaction, List<Mapped> mappings) {
      this.volume = volume;
      this.root = root;
      this.transaction = transaction;
      this.mappings = mappings;
    }

    @Override
    public long reserve() {
      return nextOid++;
    }

    @Override
    public void put(long oid, ByteBuffer node) {
      boolean top = (node.getShort(32) & 1) != 0;
      long named = top ? root : oid; // the root has one name in all transactions
      node.putLong(8, named);
      long block = allocate(new byte[BLOCK]);
      store(block, node, transaction);
      if (volume.cipher != null) {
        volume.cipher.encrypt(block * 8, blocks.get((int) block));
      }
      mappings.add(new Mapped(named, transaction, block, volume.cipher == null ? 0 : 4));
    }
  }

  private void store(long block, ByteBuffer object, long transaction) {
    object.putLong(16, transaction);
    seal(object.array());
    blocks.set((int) block, object.array());
  }

  private long objectMap(List<Mapped> mappings) {
    mappings.sort(
        (a, b) -> a.oid != b.oid ? Long.compare(a.oid, b.oid) : Long.compare(a.xid, b.xid));
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> values = new ArrayList<>();
    for (Mapped mapped : mappings) {
      keys.add(little(16).putLong(mapped.oid).putLong(mapped.xid).array());
      values.add(little(16).putInt(mapped.flags).putInt(BLOCK).putLong(mapped.block).array());
    }
    long tree =
        new ApfsTreeNodes(new PhysicalNodes(), true, 0x0B, PHYSICAL, Integer.MAX_VALUE)
            .build(keys, values);
    long block = allocate(new byte[BLOCK]);
    ByteBuffer map = little(BLOCK);
    header(map, block, 0x0B | PHYSICAL, 0);
    map.putInt(40, 2 | PHYSICAL).putLong(48, tree);
    store(block, map, xid);
    return block;
  }

  private long tree(
      ApfsVolumeImage volume, TreeMap<ApfsVolumeImage.Key, byte[]> records, VirtualNodes nodes) {
    List<byte[]> keys = records.keySet().stream().map(ApfsVolumeImage.Key::bytes).toList();
    ApfsTreeNodes tree = new ApfsTreeNodes(nodes, false, 0x0E, 0, volume.maxRecords);
    if (volume.sealed) {
      tree.hashed(nodes.root);
    }
    tree.build(keys, List.copyOf(records.values()));
    if (volume.sealed) {
      integrityMetadata(volume, tree.rootHash(), nodes);
    }
    return nodes.root;
  }

  private void integrityMetadata(ApfsVolumeImage volume, byte[] rootHash, VirtualNodes nodes) {
    volume.integrity = nextOid++;
    ByteBuffer object = little(BLOCK);
    header(object, volume.integrity, 0x1E, 0);
    object.putInt(32, 1).putInt(36, volume.broken ? 1 : 0).putInt(40, 1).putInt(44, 128);
    object.put(128, rootHash);
    long block = allocate(new byte[BLOCK]);
    store(block, object, xid);
    nodes.mappings.add(new Mapped(volume.integrity, xid, block, 0));
  }

  private void write(ApfsVolumeImage volume, int index) {
    List<Mapped> mappings = new ArrayList<>();
    long root = nextOid++;
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> values = new ArrayList<>();
    for (SnapshotImage snapshot : volume.snapshots) {
      tree(volume, snapshot.records, new VirtualNodes(volume, root, snapshot.xid, mappings));
      long block = allocate(new byte[BLOCK]);
      store(block, superblock(volume, index, 0, root, 0, snapshot.records), snapshot.xid);
      byte[] name = (snapshot.name + '\0').getBytes(UTF_8);
      keys.add(little(8).putLong(1L << 60 | snapshot.xid).array());
      ByteBuffer value = little(50 + name.length).putLong(8, block);
      value.putLong(16, ApfsVolumeImage.TIME).putShort(48, (short) name.length);
      values.add(value.position(50).put(name).array());
    }
    tree(volume, volume.allRecords(), new VirtualNodes(volume, root, xid, mappings));
    long snapshots =
        new ApfsTreeNodes(new PhysicalNodes(), false, 0x10, PHYSICAL, Integer.MAX_VALUE)
            .build(keys, values);
    long map = objectMap(mappings);
    long block = allocate(new byte[BLOCK]);
    ByteBuffer superblock = superblock(volume, index, map, root, snapshots, volume.allRecords());
    long oid = superblock.getLong(8);
    store(block, superblock, xid);
    objects.add(new Mapped(oid, xid, block, 0));
  }

  private ByteBuffer superblock(
      ApfsVolumeImage volume,
      int index,
      long map,
      long root,
      long snapshots,
      TreeMap<ApfsVolumeImage.Key, byte[]> records) {
    ByteBuffer block = little(BLOCK);
    header(block, nextOid++, 0x0D, 0);
    block.put(32, "APSB".getBytes(UTF_8)).putInt(36, index);
    block.putLong(40, 2).putLong(56, volume.incompatible | (volume.sealed ? 0x20 : 0));
    block.putLong(1024, volume.integrity);
    block.putInt(116, 2).putLong(128, map).putLong(136, root).putLong(152, snapshots);
    block.putLong(216, volume.snapshots.size());
    records.forEach((key, value) -> count(block, key, value));
    uuid(block, 240, volume.uuid);
    block.putLong(256, ApfsVolumeImage.TIME).putLong(264, volume.cipher == null ? 1 : 8);
    block.put(272, "test".getBytes(UTF_8)).put(704, volume.name.getBytes(UTF_8));
    block.putShort(964, (short) volume.role);
    uuid(block, 1008, volume.group);
    return block;
  }

  /** Counts an inode in the number of its kind. */
  private static void count(ByteBuffer superblock, ApfsVolumeImage.Key key, byte[] value) {
    if (key.type() == ApfsVolumeImage.INODE && key.id() >= 16) {
      int offset =
          switch (wrap(value).getShort(80) & 0xF000) {
            case 0x8000 -> 184;
            case 0x4000 -> 192;
            case 0xA000 -> 200;
            default -> 208;
          };
      superblock.putLong(offset, superblock.getLong(offset) + 1);
    }
  }

  static void uuid(ByteBuffer target, int offset, UUID uuid) {
    ByteBuffer big = target.duplicate().order(ByteOrder.BIG_ENDIAN);
    big.putLong(offset, uuid.getMostSignificantBits());
    big.putLong(offset + 8, uuid.getLeastSignificantBits());
  }

  /** The image's bytes. */
  byte[] bytes() {
    int index = 0;
    for (ApfsVolumeImage volume : volumes) {
      write(volume, index++);
    }
    List<Long> oids = objects.stream().map(Mapped::oid).toList();
    long map = objectMap(new ArrayList<>(objects));
    long bag = keyBag();
    ByteBuffer superblock = little(BLOCK);
    header(superblock, 1, 1 | EPHEMERAL, 0);
    superblock.put(32, "NXSB".getBytes(UTF_8)).putInt(36, BLOCK).putLong(40, blocks.size() + 8);
    superblock.putLong(64, incompatible);
    uuid(superblock, 72, ID);
    superblock.putInt(104, RING).putLong(112, 1).putInt(136, 0).putInt(140, 2);
    superblock.putLong(152, 1024).putLong(160, map).putInt(180, 100);
    for (int i = 0; i < oids.size(); i++) {
      superblock.putLong(184 + 8 * i, oids.get(i));
    }
    if (bag != 0) {
      superblock.putLong(1264, 4).putLong(1296, bag).putLong(1304, 1);
    }
    store(0, superblock, xid);
    blocks.set(SUPERBLOCK, superblock.array().clone());
    checkpointMap();
    ByteBuffer image = ByteBuffer.allocate(blocks.size() * BLOCK);
    blocks.forEach(image::put);
    return image.array();
  }

  private void checkpointMap() {
    ByteBuffer map = little(BLOCK);
    header(map, 1, 0x0C | PHYSICAL, 0);
    map.putInt(32, 1).putInt(36, 1).putInt(40, 5 | EPHEMERAL).putInt(48, BLOCK);
    map.putLong(64, 1024).putLong(72, SPACEMAN);
    store(1, map, xid);
    ByteBuffer spaceman = little(BLOCK);
    header(spaceman, 1024, 5 | EPHEMERAL, 0);
    spaceman.putInt(32, BLOCK).putLong(48, blocks.size() + 8).putLong(72, 8);
    store(SPACEMAN, spaceman, xid);
  }

  /** Stores the key bags of encrypted volumes; returns the block of the container's, or 0. */
  private long keyBag() {
    List<ApfsVolumeImage> encrypted =
        volumes.stream().filter(volume -> volume.cipher != null).toList();
    if (encrypted.isEmpty()) {
      return 0;
    }
    List<ApfsCipher.BagEntry> entries = new ArrayList<>();
    for (ApfsVolumeImage volume : encrypted) {
      long block = allocate(new byte[BLOCK]);
      blocks.set((int) block, volume.cipher.unlockRecords(block));
      entries.add(new ApfsCipher.BagEntry(volume.uuid, 2, volume.cipher.wrappedKey()));
      byte[] range = little(16).putLong(block).putLong(1).array();
      entries.add(new ApfsCipher.BagEntry(volume.uuid, 3, range));
    }
    long bag = allocate(new byte[BLOCK]);
    blocks.set((int) bag, ApfsCipher.bag("syek", ID, bag, entries));
    return bag;
  }
}
