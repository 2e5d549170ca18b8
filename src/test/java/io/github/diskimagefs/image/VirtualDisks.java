package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * Makes images of virtual machines' disks. Blocks of zeros are left out; {@code qemu-img} reads
 * each kind as the disk that it was made of, but for the differencing ones, which it does not know.
 */
public final class VirtualDisks {
  private static final int SECTOR = 512;
  private static final int MIB = 1 << 20;

  /** Identifier of every VHD and VDI made here. */
  public static final UUID ID = UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10");

  private VirtualDisks() {}

  private static byte[] block(byte[] disk, int index, int size) {
    return Arrays.copyOf(
        Arrays.copyOfRange(disk, Math.min(disk.length, index * size), disk.length), size);
  }

  private static boolean zero(byte[] block) {
    for (byte each : block) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private static int blocks(byte[] disk, int size) {
    return (disk.length + size - 1) / size;
  }

  private static byte[] deflated(byte[] plain, boolean zlib) {
    Deflater deflater = new Deflater(9, !zlib);
    deflater.setInput(plain);
    deflater.finish();
    byte[] packed = new byte[2 * plain.length + 64];
    int length = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }

  /** Makes a QCOW2 of version 3 with clusters of 4 KiB, compressed or not. */
  public static byte[] qcow2(byte[] disk, boolean compressed) {
    return qcow2(disk, compressed, "", "");
  }

  /** Makes a QCOW2 whose unallocated clusters a backing file shows. */
  public static byte[] qcow2(byte[] disk, boolean compressed, String backing, String format) {
    int cluster = 4096;
    int clusters = blocks(disk, cluster);
    int tables = (clusters + 511) / 512;
    int dataStart = 3 + tables;
    Growing image = new Growing(ByteOrder.BIG_ENDIAN);
    image.text(0, "QFI").u8(3, 0xFB).u32(4, 3).u32(20, 12).u64(24, disk.length);
    image.u32(36, tables).u64(40, cluster).u32(96, 4).u32(100, 104);
    image.u64(48, (long) (2 + tables) * cluster).u32(56, 1); // reference counts, none set
    if (!backing.isEmpty()) {
      image.u64(8, 512).u32(16, backing.length()).text(512, backing);
      image.u32(104, 0xE279_2ACAL).u32(108, format.length()).text(112, format);
    }
    for (int i = 0; i < tables; i++) {
      image.u64(cluster + 8 * i, 1L << 63 | (long) (2 + i) * cluster);
    }
    image.u8(dataStart * cluster - 1, 0);
    long next = (long) dataStart * cluster;
    for (int i = 0; i < clusters; i++) {
      byte[] content = block(disk, i, cluster);
      if (zero(content)) {
        continue;
      }
      long entry = 1L << 63 | next;
      byte[] stored = content;
      if (compressed) {
        stored = deflated(content, false);
        long sectors = (next % SECTOR + stored.length - 1) / SECTOR;
        entry = 1L << 62 | sectors << 58 | next;
      }
      image.u64(2 * cluster + 8 * i, entry).bytes((int) next, stored);
      next += compressed ? stored.length : cluster;
    }
    return image.toBytes(cluster);
  }

  /** Makes a QCOW of version 1 with clusters of 4 KiB and tables of 512 entries. */
  public static byte[] qcow1(byte[] disk, boolean compressed) {
    int cluster = 4096;
    int clusters = blocks(disk, cluster);
    int tables = (clusters + 511) / 512;
    Growing image = new Growing(ByteOrder.BIG_ENDIAN);
    image.text(0, "QFI").u8(3, 0xFB).u32(4, 1).u64(24, disk.length).u8(32, 12).u8(33, 9);
    image.u64(40, 48);
    int first = 1;
    for (int i = 0; i < tables; i++) {
      image.u64(48 + 8 * i, (long) (first + i) * cluster);
    }
    image.u8((first + tables) * cluster - 1, 0);
    long next = (long) (first + tables) * cluster;
    for (int i = 0; i < clusters; i++) {
      byte[] content = block(disk, i, cluster);
      if (!zero(content)) {
        byte[] stored = compressed ? deflated(content, false) : content;
        boolean smaller = stored.length < cluster;
        stored = smaller ? stored : content;
        next = smaller ? next : (next + cluster - 1) / cluster * cluster;
        long entry = smaller ? 1L << 63 | (long) stored.length << 51 | next : next;
        image.u64(first * cluster + 8 * i, entry).bytes((int) next, stored);
        next += stored.length;
      }
    }
    return image.toBytes(cluster);
  }

  /** Makes a QED with clusters of 4 KiB and tables of two clusters. */
  public static byte[] qed(byte[] disk) {
    int cluster = 4096;
    int clusters = blocks(disk, cluster);
    int tables = (clusters + 1023) / 1024;
    Growing image = new Growing(ByteOrder.LITTLE_ENDIAN);
    image.text(0, "QED").u32(4, cluster).u32(8, 2).u32(12, 1).u64(40, cluster);
    image.u64(48, disk.length);
    for (int i = 0; i < tables; i++) {
      image.u64(cluster + 8 * i, (long) (3 + 2 * i) * cluster);
    }
    image.u8((3 + 2 * tables) * cluster - 1, 0);
    int next = (3 + 2 * tables) * cluster;
    for (int i = 0; i < clusters; i++) {
      byte[] content = block(disk, i, cluster);
      if (!zero(content)) {
        image.u64(3 * cluster + 8 * i, next).bytes(next, content);
        next += cluster;
      } else if (i % 2 == 1) {
        image.u64(3 * cluster + 8 * i, 1); // a cluster of zeros
      }
    }
    return image.toBytes(cluster);
  }

  /** Makes a growing disk of Bochs with extents of 4 KiB; sectors of zeros are not stored. */
  public static byte[] bochs(byte[] disk) {
    int extent = 4096;
    int extents = blocks(disk, extent);
    Growing image = new Growing(ByteOrder.LITTLE_ENDIAN);
    image.text(0, "Bochs Virtual HD Image").text(32, "Redolog").text(48, "Growing");
    image.u32(64, 0x20000).u32(68, SECTOR).u32(72, extents).u32(76, 1).u32(80, extent);
    image.u64(88, disk.length);
    int data = SECTOR + 4 * extents;
    int next = 0;
    for (int i = 0; i < extents; i++) {
      byte[] content = block(disk, i, extent);
      if (zero(content)) {
        image.u32(SECTOR + 4 * i, -1);
        continue;
      }
      int start = data + next * (SECTOR + extent);
      int bits = 0;
      for (int sector = 0; sector < extent / SECTOR; sector++) {
        byte[] part = block(content, sector, SECTOR);
        if (!zero(part)) {
          bits |= 1 << sector;
          image.bytes(start + SECTOR * (1 + sector), part);
        }
      }
      image.u32(SECTOR + 4 * i, next++).u8(start, bits);
    }
    return image.toBytes(1);
  }

  /** Makes a hosted sparse VMDK with grains of 4 KiB, or a stream-optimised one. */
  public static byte[] vmdk(byte[] disk, boolean stream) {
    return vmdk(disk, stream, "");
  }

  /** Makes a VMDK with further lines in its embedded descriptor. */
  public static byte[] vmdk(byte[] disk, boolean stream, String lines) {
    int grain = 4096;
    int grains = blocks(disk, grain);
    int tables = (grains + 511) / 512;
    int tableStart = 32;
    Growing image = new Growing(ByteOrder.LITTLE_ENDIAN);
    image.text(0, "KDMV").u32(4, stream ? 3 : 1).u32(8, stream ? 0x30001 : 1);
    image.u64(12, blocks(disk, grain) * 8L).u64(20, 8).u64(28, 1).u64(36, 20).u32(44, 512);
    image.u64(56, 24).u64(64, 128).text(73, "\n \r\n").u8(77, stream ? 1 : 0);
    image.text(
        SECTOR,
        "# Disk DescriptorFile\nversion=1\nCID=12345678\n"
            + (lines.contains("parentCID") ? "" : "parentCID=ffffffff\n")
            + "createType=\"monolithicSparse\"\n"
            + lines
            + ("RW " + grains * 8 + " SPARSE \"x.vmdk\"\n"));
    for (int i = 0; i < tables; i++) {
      image.u32(24 * SECTOR + 4 * i, tableStart + 4 * i);
    }
    image.u8((64 << 10) - 1, 0);
    int next = 64 << 10;
    for (int i = 0; i < grains; i++) {
      byte[] content = block(disk, i, grain);
      if (zero(content)) {
        continue;
      }
      image.u32(tableStart * SECTOR + 4 * i, next / SECTOR);
      byte[] stored = content;
      int start = next;
      if (stream) {
        stored = deflated(content, true);
        image.u64(next, i * 8L).u32(next + 8, stored.length);
        start += 12;
      }
      image.bytes(start, stored);
      next = (start + stored.length + SECTOR - 1) / SECTOR * SECTOR;
    }
    return image.toBytes(SECTOR);
  }

  /**
   * Makes an seSparse extent, which has the grains of 4 KiB in which two disks differ, in reverse
   * order. Fields as qemu's block/vmdk.c checks them.
   */
  public static byte[] seSparse(byte[] disk, byte[] parent) {
    int grain = 4096;
    int grains = blocks(disk, grain);
    int directory = 4096 * SECTOR;
    int directorySectors = (grains / 4096 + 1) / 64 + 1;
    int tables = directory + directorySectors * SECTOR;
    int start = tables + (grains / 4096 + 1) * 64 * SECTOR;
    Growing image = new Growing(ByteOrder.LITTLE_ENDIAN);
    image.u64(0, 0xCAFEBABEL).u64(8, 0x2_0000_0001L).u64(16, grains * 8L).u64(24, 8).u64(32, 64);
    image.u64(80, 1).u64(88, 1).u64(96, 2).u64(104, 2).u64(112, 2048).u64(120, 2048);
    image.u64(128, 4096).u64(136, directorySectors);
    image.u64(144, tables / SECTOR).u64(152, (grains / 4096 + 1) * 64L);
    image.u64(192, start / SECTOR);
    image.u64(SECTOR, 0xCAFECAFEL);
    int stored = 0;
    for (int i = grains - 1; i >= 0; i--) {
      byte[] content = block(disk, i, grain);
      if (Arrays.equals(content, block(parent, i, grain))) {
        continue;
      }
      image.u64(directory + i / 4096 * 8, 0x1000_0000_0000_0000L | i / 4096);
      long entry = 0x2000_0000_0000_0000L;
      if (!zero(content)) {
        entry = 0x3000_0000_0000_0000L | (long) (stored & 0xFFF) << 48 | stored >> 12;
        image.bytes(start + stored++ * grain, content);
      }
      image.u64(tables + i * 8, entry);
    }
    return image.toBytes(grain);
  }

  private static byte[] vhdFooter(long size, int type) {
    Growing footer = new Growing(ByteOrder.BIG_ENDIAN);
    footer.text(0, "conectix").u32(8, 2).u32(12, 0x10000).u64(16, type == 2 ? -1 : SECTOR);
    footer.text(28, "win ").u32(32, 0x60001).text(36, "Wi2k").u64(40, size).u64(48, size);
    footer.u32(56, 0x0041_0411).u32(60, type);
    footer.u64(68, ID.getMostSignificantBits()).u64(76, ID.getLeastSignificantBits() + type);
    return footer.withSum(64).toBytes(SECTOR);
  }

  /** Makes a fixed VHD. */
  public static byte[] vhdFixed(byte[] disk) {
    Growing image = new Growing(ByteOrder.BIG_ENDIAN);
    return image.bytes(0, disk).bytes(disk.length, vhdFooter(disk.length, 2)).toBytes(1);
  }

  /** Makes a dynamic VHD with blocks of 64 KiB. */
  public static byte[] vhdDynamic(byte[] disk) {
    return vhd(disk, 3, null, sector -> true);
  }

  /** Makes a VHD that has the chosen sectors of a disk; its parent, made here, has the others. */
  public static byte[] vhdDifferencing(byte[] disk, String parent, IntPredicate sectors) {
    return vhd(disk, 4, parent, sectors);
  }

  private static byte[] vhd(byte[] disk, int type, String parent, IntPredicate sectors) {
    int size = 64 << 10;
    int count = blocks(disk, size);
    Growing header = new Growing(ByteOrder.BIG_ENDIAN);
    header.text(0, "cxsparse").u64(8, -1).u64(16, 2048).u32(24, 0x10000);
    header.u32(28, count).u32(32, size);
    byte[] locator = new byte[0];
    if (parent != null) {
      UUID id = ID;
      header.u64(40, id.getMostSignificantBits()).u64(48, id.getLeastSignificantBits() + 3);
      header.bytes(64, "stale.vhd".getBytes(UTF_16BE));
      locator = (".\\" + parent).getBytes(UTF_16LE);
      header.text(576, "W2ru").u32(580, 1).u32(584, locator.length).u64(592, 1536);
    }
    Growing image = new Growing(ByteOrder.BIG_ENDIAN);
    image.bytes(0, vhdFooter(disk.length, type));
    image.bytes(512, header.withSum(36).toBytes(1024)).bytes(1536, locator);
    int next = 4096;
    for (int i = 0; i < count; i++) {
      byte[] content = block(disk, i, size);
      if (zero(content)) {
        image.u32(2048 + 4 * i, 0xFFFF_FFFFL);
        continue;
      }
      image.u32(2048 + 4 * i, next / SECTOR);
      for (int sector = 0; sector < size / SECTOR; sector++) {
        byte[] data = block(content, sector, SECTOR);
        if (sectors.test(i * size / SECTOR + sector)) {
          int bit = next * 8 + sector;
          image.u8(bit / 8, image.get(bit / 8) | (0x80 >> (bit % 8)));
        } else {
          Arrays.fill(data, (byte) 0xEE); // left over, not to be read
        }
        image.bytes(next + SECTOR + sector * SECTOR, data);
      }
      next += SECTOR + size;
    }
    return image.bytes(next, vhdFooter(disk.length, type)).toBytes(1);
  }

  /** Makes a dynamic VHDX with blocks of 1 MiB. */
  public static byte[] vhdx(byte[] disk) {
    return vhdx(disk, null, sector -> true);
  }

  /** Makes a VHDX that has the chosen sectors of a disk, and another the rest if it has a name. */
  public static byte[] vhdx(byte[] disk, String parent, IntPredicate sectors) {
    int count = blocks(disk, MIB);
    Growing image = new Growing(ByteOrder.LITTLE_ENDIAN);
    image.text(0, "vhdxfile");
    for (int i = 0; i < 2; i++) {
      Growing header = new Growing(ByteOrder.LITTLE_ENDIAN);
      header.text(0, "head").u64(8, i + 1).guid(32, ID).u32(64, 1 << 16).u32(68, MIB);
      image.bytes((64 << 10) * (1 + i), header.u64(72, MIB).withCrc().toBytes(4096));
      Growing regions = new Growing(ByteOrder.LITTLE_ENDIAN);
      regions.text(0, "regi").u32(8, 2);
      regions.guid(16, UUID.fromString("2DC27766-F623-4200-9D64-115E9BFD4A08"));
      regions.u64(32, 2 * MIB).u32(40, MIB).u32(44, 1);
      regions.guid(48, UUID.fromString("8B7CA206-4790-4B9A-B8FE-575F050F886E"));
      regions.u64(64, 3 * MIB).u32(72, MIB).u32(76, 1);
      image.bytes((64 << 10) * (3 + i), new Growing(regions, 64 << 10).withCrc().toBytes(1));
    }
    metadata(image, disk.length, parent);
    int next = 4 * MIB;
    int bitmap = 0;
    for (int i = 0; i < count; i++) {
      byte[] content = block(disk, i, MIB);
      if (zero(content)) {
        image.u64(2 * MIB + 8 * i, 0);
      } else if (parent == null) {
        image.u64(2 * MIB + 8 * i, next | 6).bytes(next, content);
        next += MIB;
      } else {
        if (bitmap == 0) {
          bitmap = next;
          next += MIB;
          image.u64(2 * MIB + 8 * 4096, bitmap | 6);
        }
        image.u64(2 * MIB + 8 * i, next | 7).bytes(next, content);
        for (int sector = 0; sector < MIB / SECTOR; sector++) {
          int bit = i * (MIB / SECTOR) + sector;
          if (sectors.test(bit)) {
            image.u8(bitmap + bit / 8, image.get(bitmap + bit / 8) | (1 << (bit % 8)));
          } else {
            image.bytes(next + sector * SECTOR, new byte[] {(byte) 0xEE});
          }
        }
        next += MIB;
      }
    }
    return image.toBytes(MIB);
  }

  private static void metadata(Growing image, long size, String parent) {
    int table = 3 * MIB;
    int items = table + (64 << 10);
    int count = parent == null ? 5 : 6;
    image.text(table, "metadata").u16(table + 10, count);
    String[] ids = {
      "CAA16737-FA36-4D43-B3B6-33F0AA44E76B",
      "2FA54224-CD1B-4876-B211-5DBED83BF4B8",
      "8141BF1D-A96F-4709-BA47-F233A8FAAB5F",
      "CDA348C7-445D-4471-9CC9-E9885251C556",
      "BECA12AB-B2E6-4523-93EF-C309E000C746",
      "A8D35F2D-B30B-454D-ABF7-D3D84834AB0C"
    };
    int[] lengths = {8, 8, 4, 4, 16, 1024};
    for (int i = 0; i < count; i++) {
      int entry = table + 32 + 32 * i;
      image.guid(entry, UUID.fromString(ids[i])).u32(entry + 16, (64 << 10) + 16 * i);
      image.u32(entry + 20, lengths[i]).u32(entry + 24, 4);
    }
    image.u32(items, MIB).u32(items + 4, parent == null ? 0 : 2);
    image.u64(items + 16, size).u32(items + 32, SECTOR).u32(items + 48, SECTOR);
    image.guid(items + 64, ID);
    if (parent != null) {
      int locator = items + 80;
      byte[] linkage = ("{" + ID + "}").getBytes(UTF_16LE);
      byte[] path = (".\\" + parent).getBytes(UTF_16LE);
      image.guid(locator, UUID.fromString("B04AEFB7-D19E-4A81-B789-25B8E9445913"));
      image.u16(locator + 18, 2);
      byte[] first = "parent_linkage".getBytes(UTF_16LE);
      byte[] second = "relative_path".getBytes(UTF_16LE);
      image.u32(locator + 20, 100).u32(locator + 24, 200);
      image.u16(locator + 28, first.length).u16(locator + 30, linkage.length);
      image.u32(locator + 32, 300).u32(locator + 36, 400);
      image.u16(locator + 40, second.length).u16(locator + 42, path.length);
      image.bytes(locator + 100, first).bytes(locator + 200, linkage);
      image.bytes(locator + 300, second).bytes(locator + 400, path);
    }
  }

  /** Makes a dynamic VDI with blocks of 64 KiB. */
  public static byte[] vdi(byte[] disk) {
    return vdi(disk, false);
  }

  /** Makes a VDI; a differencing one has another identifier, and the usual one as its parent's. */
  public static byte[] vdi(byte[] disk, boolean differencing) {
    int size = 64 << 10;
    int count = blocks(disk, size);
    Growing image = new Growing(ByteOrder.LITTLE_ENDIAN);
    image.text(0, "<<< Disk Image >>>\n").u32(0x40, 0xBEDA_107FL).u32(0x44, 0x10001);
    image.u32(0x48, 0x190).u32(0x4C, differencing ? 4 : 1).u32(0x154, 512).u32(0x158, 4096);
    image.u32(0x168, SECTOR).u64(0x170, disk.length).u32(0x178, size).u32(0x180, count);
    UUID other = new UUID(ID.getMostSignificantBits(), 7);
    image.guid(0x188, differencing ? other : ID);
    if (differencing) {
      image.guid(0x1A8, ID);
    }
    int stored = 0;
    for (int i = 0; i < count; i++) {
      byte[] content = block(disk, i, size);
      image.u32(512 + 4 * i, zero(content) ? 0xFFFF_FFFFL : stored);
      if (!zero(content)) {
        image.bytes(4096 + stored++ * size, content);
      }
    }
    return image.toBytes(SECTOR);
  }

  /** Makes an expandable Parallels disk with clusters of 64 KiB. */
  public static byte[] parallels(byte[] disk) {
    int size = 64 << 10;
    int count = blocks(disk, size);
    Growing image = new Growing(ByteOrder.LITTLE_ENDIAN);
    image.text(0, "WithouFreSpacExt").u32(16, 2).u32(20, 16).u32(24, 1).u32(28, size / SECTOR);
    image.u32(32, count).u64(36, disk.length / SECTOR).u32(48, size / SECTOR);
    int next = 1;
    for (int i = 0; i < count; i++) {
      byte[] content = block(disk, i, size);
      if (!zero(content)) {
        image.u32(64 + 4 * i, next).bytes(next++ * size, content);
      }
    }
    return image.toBytes(size);
  }

  /** Bytes that grow as they are written to. */
  private static final class Growing {
    private final ByteOrder order;
    private byte[] bytes = new byte[1024];
    private int length;

    Growing(ByteOrder order) {
      this.order = order;
    }

    Growing(Growing other, int length) {
      this.order = other.order;
      this.bytes = Arrays.copyOf(other.bytes, length);
      this.length = length;
    }

    private ByteBuffer at(int offset, int count) {
      length = Math.max(length, offset + count);
      if (length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
      }
      return ByteBuffer.wrap(bytes, offset, count).order(order);
    }

    int get(int offset) {
      return offset < bytes.length ? bytes[offset] & 0xFF : 0;
    }

    Growing u8(int offset, int value) {
      at(offset, 1).put((byte) value);
      return this;
    }

    Growing u16(int offset, int value) {
      at(offset, 2).putShort((short) value);
      return this;
    }

    Growing u32(int offset, long value) {
      at(offset, 4).putInt((int) value);
      return this;
    }

    Growing u64(int offset, long value) {
      at(offset, 8).putLong(value);
      return this;
    }

    Growing text(int offset, String value) {
      return bytes(offset, value.getBytes(value.length() > 64 ? UTF_8 : US_ASCII));
    }

    Growing bytes(int offset, byte[] value) {
      at(offset, value.length).put(value);
      return this;
    }

    Growing guid(int offset, UUID id) {
      ByteBuffer target = at(offset, 16).order(ByteOrder.LITTLE_ENDIAN);
      long high = id.getMostSignificantBits();
      target.putInt((int) (high >> 32)).putShort((short) (high >> 16)).putShort((short) high);
      target.order(ByteOrder.BIG_ENDIAN).putLong(id.getLeastSignificantBits());
      return this;
    }

    /** Puts in the checksum of VHD: the one's complement of the sum of all bytes. */
    Growing withSum(int offset) {
      int sum = 0;
      for (int i = 0; i < length; i++) {
        sum += bytes[i] & 0xFF;
      }
      return u32(offset, ~sum);
    }

    /** Puts in the checksum of VHDX. */
    Growing withCrc() {
      CRC32C crc = new CRC32C();
      length = Math.max(length, 4096);
      bytes = Arrays.copyOf(bytes, Math.max(length, bytes.length));
      crc.update(bytes, 0, length);
      return u32(4, crc.getValue());
    }

    byte[] toBytes(int multiple) {
      ByteArrayOutputStream padded = new ByteArrayOutputStream();
      padded.write(bytes, 0, length);
      while (padded.size() % multiple != 0) {
        padded.write(0);
      }
      return padded.toByteArray();
    }
  }
}
