package io.github.diskimagefs.image;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A UDF volume built in memory, ECMA-167 and OSTA UDF: {@code
 * UdfImage.named("Demo").file("/docs/a.txt", bytes).toBytes()}.
 */
public final class UdfImage {
  /** How file entries are found. */
  public enum Medium {
    /** Type 1 partition map, 3/10.7.2. */
    PHYSICAL,
    /** Virtual partition with the table of UDF 1.50 2.2.10. */
    VIRTUAL_150,
    /** Virtual partition with the table of UDF 2.00 2.2.11. */
    VIRTUAL_200,
    /** Sparable partition of which every other packet is spared, UDF 2.2.9. */
    SPARABLE,
    /** Metadata partition in two extents, with a mirror, UDF 2.50 2.2.10. */
    METADATA
  }

  private static final int PACKET = 32;

  // Sectors, clear of the recognition sequence at byte 32768 whatever their size.
  private static final int INTEGRITY = 96;
  private static final int SPARING = 100;

  /** Sector of the main volume descriptor sequence. */
  public static final int MAIN = 112;

  /** Sector of the reserve volume descriptor sequence. */
  public static final int RESERVE = 128;

  /** First sector of the partition. */
  public static final int PARTITION = 288;

  private final String label;
  private final UdfEntry root = new UdfEntry(new byte[0], 4);
  private final Map<String, UdfEntry> entries = new HashMap<>(Map.of("", root));
  private Medium medium = Medium.PHYSICAL;
  private int blockSize = 2048;
  private int revision = 0x0201;
  private boolean anchorAtEnd;

  private UdfImage(String label) {
    this.label = label;
  }

  /** An empty volume. */
  public static UdfImage named(String label) {
    return new UdfImage(label);
  }

  /** Chooses the kind of partition. */
  public UdfImage medium(Medium chosen) {
    medium = chosen;
    return this;
  }

  /** Chooses the size of sectors and blocks. */
  public UdfImage blockSize(int bytes) {
    blockSize = bytes;
    return this;
  }

  /** Chooses the revision, binary coded: below 0x0200 with file entries, else extended ones. */
  public UdfImage revision(int bcd) {
    revision = bcd;
    return this;
  }

  /** Leaves out the anchor at 256: the one in the last sector remains. */
  public UdfImage anchorAtEndOnly() {
    anchorAtEnd = true;
    return this;
  }

  /** Adds a file; missing directories are made. */
  public UdfImage file(String path, byte[] content) {
    return file(path, content, entry -> {});
  }

  /** Adds a file recorded in a way of choice. */
  public UdfImage file(String path, byte[] content, Consumer<UdfEntry> how) {
    UdfEntry entry = add(path, 5);
    if (content.length > 0) {
      entry.content(content);
    }
    how.accept(entry);
    return this;
  }

  /** Adds a file under a recorded name, compression identifier and all, into the root. */
  public UdfImage rawName(byte[] recorded, byte[] content) {
    root.children.add(new UdfEntry(recorded, 5).content(content));
    return this;
  }

  /** Adds a directory. */
  public UdfImage directory(String path, Consumer<UdfEntry> how) {
    how.accept(entries.containsKey(path) ? entries.get(path) : add(path, 4));
    return this;
  }

  /** Adds a second name for a file or directory. */
  public UdfImage hardLink(String path, String existing) {
    UdfEntry target = entries.get(existing);
    add(path, target.type).sameIcbAs = target;
    return this;
  }

  /** Adds a device (6 block, 7 character), FIFO (9) or socket (10). */
  public UdfImage special(String path, int type, Consumer<UdfEntry> how) {
    how.accept(add(path, type));
    return this;
  }

  /** Adds a symbolic link, 4/14.16. */
  public UdfImage link(String path, String target) {
    UdfBytes out = new UdfBytes();
    if (target.startsWith("/")) {
      out.u8(2, 0, 0, 0);
    }
    for (String part : target.split("/")) {
      switch (part) {
        case "" -> {}
        case ".." -> out.u8(3, 0, 0, 0);
        case "." -> out.u8(4, 0, 0, 0);
        default -> {
          byte[] name = UdfBytes.cs0(part);
          out.u8(5, name.length, 0, 0).bytes(name);
        }
      }
    }
    add(path, 12).content(out.toArray());
    return this;
  }

  private UdfEntry add(String path, int type) {
    int slash = path.lastIndexOf('/');
    String parentPath = path.substring(0, slash);
    UdfEntry parent = entries.get(parentPath);
    if (parent == null) {
      parent = add(parentPath, 4);
    }
    UdfEntry entry = new UdfEntry(UdfBytes.cs0(path.substring(slash + 1)), type);
    parent.children.add(entry);
    entries.put(path, entry);
    return entry;
  }

  /** The image. */
  public byte[] toBytes() {
    UdfPartition partition = new UdfPartition(blockSize, medium);
    boolean extended = revision >= 0x0200;
    long fileSet = partition.takeIcb(1);
    new UdfTree(partition, blockSize, extended).write(root);
    partition.writeIcb(fileSet, fileSetDescriptor(fileSet, partition.reference()));
    long[] metadata = medium == Medium.METADATA ? metadataFiles(partition) : new long[2];
    if (medium == Medium.VIRTUAL_150 || medium == Medium.VIRTUAL_200) {
      virtualAllocationTable(partition);
    }
    return layOut(partition, fileSet, metadata);
  }

  /** The metadata file and its mirror, UDF 2.50 2.2.13: each in two pieces. */
  private long[] metadataFiles(UdfPartition partition) {
    long[] entries = new long[2];
    for (int copy = 0; copy < 2; copy++) {
      UdfEntry file = new UdfEntry(new byte[0], 250 + copy).form(UdfEntry.Form.SHORT);
      List<byte[]> blocks = partition.metadata();
      int half = (blocks.size() + 1) / 2;
      file.content(join(blocks.subList(0, half)));
      if (half < blocks.size()) {
        file.content(join(blocks.subList(half, blocks.size())));
      }
      entries[copy] = system(partition, file);
    }
    return entries;
  }

  private byte[] join(List<byte[]> blocks) {
    UdfBytes out = new UdfBytes();
    blocks.forEach(out::bytes);
    return out.toArray();
  }

  /** Writes a file of the medium itself; gives the block of its file entry, the last one used. */
  private long system(UdfPartition partition, UdfEntry file) {
    UdfPartition plain = new UdfPartition(blockSize, Medium.PHYSICAL);
    long base = partition.size();
    plain.take((int) base);
    UdfBytes descriptors = new UdfBytes();
    for (UdfEntry.Piece piece : file.pieces) {
      descriptors.le32(piece.length).le32(plain.store(piece.data));
    }
    long block = plain.take(1);
    byte[] ads = descriptors.toArray();
    plain.write(
        block,
        UdfBytes.descriptor()
            .icbTag(4, file.type, 0)
            .le32(-1)
            .le32(-1)
            .zeros(8)
            .zeros(4)
            .le64(file.size())
            .zeros(8)
            .zeros(36)
            .le32(1)
            .zeros(16)
            .regid("*diskimagefs test", 0)
            .le64(0)
            .le32(0)
            .le32(ads.length)
            .bytes(ads)
            .tagged(261, block));
    for (long i = base; i < plain.size(); i++) {
      partition.write(partition.take(1), plain.block((int) i));
    }
    return block;
  }

  private void virtualAllocationTable(UdfPartition partition) {
    UdfBytes table = new UdfBytes();
    boolean second = medium == Medium.VIRTUAL_200;
    if (second) {
      table.le16(152).le16(0).dstring(label + " by VAT", 128).le32(-1).le32(1).le32(1);
      table.le16(0x0150).le16(0x0200).le16(0x0201).le16(0);
    }
    partition.virtual().forEach(table::le32);
    if (!second) {
      table.regid("*UDF Virtual Alloc Tbl", 0x0150).le32(-1);
    }
    system(partition, new UdfEntry(new byte[0], second ? 248 : 0).content(table.toArray()));
  }

  /** 4/14.1. */
  private byte[] fileSetDescriptor(long block, int reference) {
    return UdfBytes.descriptor()
        .timestamp(root.modified, 0)
        .le16(3)
        .le16(3)
        .le32(1)
        .le32(1)
        .le32(0)
        .le32(0)
        .charspec()
        .dstring(label, 128)
        .charspec()
        .dstring(label, 32)
        .dstring("", 32)
        .dstring("", 32)
        .longAd(blockSize, root.block, reference)
        .regid("*OSTA UDF Compliant", revision)
        .padTo(512)
        .tagged(256, block);
  }

  private byte[] layOut(UdfPartition partition, long fileSet, long[] metadata) {
    int start = PARTITION;
    boolean vat = medium == Medium.VIRTUAL_150 || medium == Medium.VIRTUAL_200;
    int spare = start + (partition.size() + PACKET - 1) / PACKET * PACKET;
    int sectors = spare;
    if (medium == Medium.SPARABLE) {
      sectors += (partition.size() / PACKET + 1) * PACKET;
    }
    // The table's file entry has to be the last block of a write-once disc.
    sectors = vat ? start + partition.size() : sectors + 1;
    byte[] image = new byte[sectors * blockSize];
    recognition(image);
    sequence(image, MAIN, partition, fileSet, metadata, start);
    sequence(image, RESERVE, partition, fileSet, metadata, start);
    put(image, INTEGRITY, integrity(partition.size()).tagged(9, INTEGRITY));
    for (int i = 0; i < partition.size(); i++) {
      boolean spared = medium == Medium.SPARABLE && i / PACKET % 2 == 1;
      put(image, (spared ? spare : start) + i, partition.block(i));
    }
    if (medium == Medium.SPARABLE) {
      put(image, SPARING, sparingTable(partition.size(), spare, 1).tagged(0, SPARING));
      put(image, SPARING + 1, sparingTable(0, spare, 0).tagged(0, SPARING + 1));
    }
    if (!anchorAtEnd) {
      put(image, 256, anchor().tagged(2, 256));
    }
    if (!vat) {
      put(image, sectors - 1, anchor().tagged(2, sectors - 1));
    }
    return image;
  }

  private void put(byte[] image, int sector, byte[] content) {
    System.arraycopy(content, 0, image, sector * blockSize, content.length);
  }

  /** 2/9.1: 2048 bytes each, or a sector. */
  private void recognition(byte[] image) {
    String nsr = revision >= 0x0200 ? "NSR03" : "NSR02";
    int at = 32_768;
    for (String identifier : List.of("BEA01", nsr, "TEA01")) {
      byte[] structure =
          new UdfBytes()
              .u8(0)
              .bytes(identifier.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
              .u8(1)
              .toArray();
      System.arraycopy(structure, 0, image, at, structure.length);
      at += Math.max(2048, blockSize);
    }
  }

  /** 3/10.2. */
  private UdfBytes anchor() {
    return UdfBytes.descriptor()
        .extentAd(16L * blockSize, MAIN)
        .extentAd(16L * blockSize, RESERVE)
        .padTo(512);
  }

  private void sequence(
      byte[] image, int at, UdfPartition partition, long fileSet, long[] metadata, int start) {
    put(image, at, primary().tagged(1, at));
    // One that a higher sequence number supersedes, 3/8.4.3.
    put(image, at + 1, partition(1, 7, 1).tagged(5, at + 1));
    put(image, at + 2, partition(2, start, partition.size()).tagged(5, at + 2));
    put(image, at + 3, logical(fileSet, metadata, partition.reference()).tagged(6, at + 3));
    put(image, at + 4, UdfBytes.descriptor().padTo(512).tagged(8, at + 4));
  }

  /** 3/10.1. */
  private UdfBytes primary() {
    return UdfBytes.descriptor()
        .le32(1)
        .le32(0)
        .dstring(label + " volume", 32)
        .le16(1)
        .le16(1)
        .le16(2)
        .le16(2)
        .le32(1)
        .le32(1)
        .dstring("0123456789ABCDEF set", 128)
        .charspec()
        .charspec()
        .zeros(16)
        .regid("*test application", 0)
        .timestamp(root.modified, 0)
        .regid("*diskimagefs test", 0)
        .padTo(512);
  }

  /** 3/10.5. */
  private UdfBytes partition(int sequence, long start, long length) {
    return UdfBytes.descriptor()
        .le32(sequence)
        .le16(1)
        .le16(0)
        .regid("+NSR03", 0)
        .zeros(128)
        .le32(1)
        .le32(start)
        .le32(length)
        .padTo(512);
  }

  /** 3/10.6. */
  private UdfBytes logical(long fileSet, long[] metadata, int reference) {
    byte[] maps = maps(metadata);
    return UdfBytes.descriptor()
        .le32(1)
        .charspec()
        .dstring(label, 128)
        .le32(blockSize)
        .regid("*OSTA UDF Compliant", revision)
        .longAd(blockSize, fileSet, reference)
        .le32(maps.length)
        .le32(medium == Medium.PHYSICAL || medium == Medium.SPARABLE ? 1 : 2)
        .regid("*diskimagefs test", 0)
        .zeros(128)
        .extentAd(blockSize, INTEGRITY)
        .bytes(maps);
  }

  private byte[] maps(long[] metadata) {
    UdfBytes out = new UdfBytes();
    if (medium != Medium.SPARABLE) {
      out.u8(1, 6).le16(1).le16(0); // 3/10.7.2
    }
    switch (medium) {
      case VIRTUAL_150, VIRTUAL_200 -> map(out, "*UDF Virtual Partition").zeros(24);
      case SPARABLE ->
          map(out, "*UDF Sparable Partition")
              .le16(PACKET)
              .u8(2, 0)
              .le32(512)
              .le32(SPARING + 1)
              .le32(SPARING)
              .zeros(8);
      case METADATA ->
          map(out, "*UDF Metadata Partition")
              .le32(metadata[0])
              .le32(metadata[1])
              .le32(-1)
              .le32(1)
              .le16(1)
              .u8(1)
              .zeros(5);
      default -> {}
    }
    return out.toArray();
  }

  /** The common part of UDF's maps, UDF 2.2.8. */
  private UdfBytes map(UdfBytes out, String identifier) {
    return out.u8(2, 64, 0, 0).regid(identifier, revision).le16(1).le16(0);
  }

  /** UDF 2.2.12. */
  private UdfBytes sparingTable(int blocks, int spare, int sequence) {
    UdfBytes entries = new UdfBytes();
    int count = 0;
    for (int packet = 1; packet * PACKET < blocks; packet += 2) {
      entries.le32((long) packet * PACKET).le32(spare + (long) packet * PACKET);
      count++;
    }
    return UdfBytes.descriptor()
        .regid("*UDF Sparing Table", revision)
        .le16(count + 1)
        .zeros(2)
        .le32(sequence)
        .bytes(entries.toArray())
        .le32(-1)
        .le32(-1);
  }

  /** 3/10.10 with UDF 2.2.6.4. */
  private UdfBytes integrity(int blocks) {
    return UdfBytes.descriptor()
        .timestamp(root.modified, 0)
        .le32(1)
        .extentAd(0, 0)
        .zeros(32)
        .le32(1)
        .le32(46)
        .le32(3)
        .le32(blocks)
        .regid("*diskimagefs test", 0)
        .le32(entries.size())
        .le32(1)
        .le16(0x0102)
        .le16(revision)
        .le16(revision);
  }

  /** Gives a descriptor a valid tag. */
  public static byte[] tagged(byte[] descriptor, int identifier, long location) {
    return UdfBytes.tag(descriptor, identifier, location);
  }

  /** The image with some bytes replaced. */
  public static byte[] damage(byte[] image, int offset, int... bytes) {
    byte[] damaged = Arrays.copyOf(image, image.length);
    for (int i = 0; i < bytes.length; i++) {
      damaged[offset + i] = (byte) bytes[i];
    }
    return damaged;
  }
}
