package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Writes the tables of Android's logical partitions onto a disk. */
public final class LogicalPartitions {
  /** Offset of the first tables. */
  public static final int TABLES = 12_288;

  private static final int MAX_SIZE = 4096;
  private static final int HEADER = 256;

  private final byte[] partitionTable = new byte[MAX_SIZE];
  private final byte[] extentTable = new byte[MAX_SIZE];
  private final ByteBuffer partitions = little(partitionTable);
  private final ByteBuffer extents = little(extentTable);

  /** Adds a partition by the first sectors and the numbers of sectors of its extents. */
  public LogicalPartitions partition(String name, int... sectors) {
    byte[] padded = Arrays.copyOf(name.getBytes(UTF_8), 36);
    partitions.put(padded).putInt(0).putInt(extents.position() / 24).putInt(sectors.length / 2);
    partitions.putInt(0);
    for (int i = 0; i < sectors.length; i += 2) {
      boolean zeros = sectors[i] < 0;
      extents.putLong(sectors[i + 1]).putInt(zeros ? 1 : 0);
      extents.putLong(zeros ? 0 : sectors[i]).putInt(0);
    }
    return this;
  }

  /** Writes the geometry and the tables of two slots with their copies. */
  public byte[] on(byte[] disk) {
    byte[] geometry = new byte[52];
    little(geometry).putInt(0x616C_4467).putInt(52).position(40).putInt(MAX_SIZE).putInt(2);
    hash(geometry, 0, 52, geometry, 8);
    System.arraycopy(geometry, 0, disk, 4096, 52);
    System.arraycopy(geometry, 0, disk, 8192, 52);
    byte[] metadata = metadata();
    for (int i = 0; i < 4; i++) {
      System.arraycopy(metadata, 0, disk, TABLES + i * MAX_SIZE, metadata.length);
    }
    return disk;
  }

  private byte[] metadata() {
    int first = partitions.position();
    int tables = first + extents.position();
    byte[] metadata = new byte[HEADER + tables];
    ByteBuffer out = little(metadata);
    out.putInt(0x414C_5030).putShort((short) 10).putShort((short) 2).putInt(HEADER);
    out.putInt(44, tables);
    out.position(80).putInt(0).putInt(first / 52).putInt(52);
    out.putInt(first).putInt(extents.position() / 24).putInt(24);
    System.arraycopy(partitionTable, 0, metadata, HEADER, first);
    System.arraycopy(extentTable, 0, metadata, HEADER + first, tables - first);
    hash(metadata, HEADER, tables, metadata, 48);
    hash(metadata, 0, HEADER, metadata, 12);
    return metadata;
  }

  private static void hash(byte[] bytes, int offset, int length, byte[] target, int at) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, offset, length);
      System.arraycopy(digest.digest(), 0, target, at, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
