package io.github.diskimagefs.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A FAT16 volume with the files {@code SMALL.TXT} and {@code LARGE.BIN}, in this order. */
final class LargeFat {
  private static final int CLUSTER = 4096;
  private static final int CLUSTERS = 5000;
  private static final int FAT_SECTORS = 20;
  private static final int LARGE_CLUSTERS = 2048 + 512;

  private LargeFat() {}

  /** Writes the volume. */
  static Path write(Path image) throws IOException {
    int data = (1 + FAT_SECTORS + 32) * 512;
    ByteBuffer disk = ByteBuffer.allocate(data + CLUSTERS * CLUSTER).order(ByteOrder.LITTLE_ENDIAN);
    disk.put(new byte[] {(byte) 0xEB, 0x3C, (byte) 0x90}).put(ascii("MSDOS5.0"));
    disk.putShort((short) 512).put((byte) (CLUSTER / 512)).putShort((short) 1).put((byte) 1);
    disk.putShort((short) 512).putShort((short) 0).put((byte) 0xF8);
    disk.putShort((short) FAT_SECTORS).putShort((short) 32).putShort((short) 2).putInt(0);
    disk.putInt(disk.capacity() / 512);
    disk.put((byte) 0x80).put((byte) 0).put((byte) 0x29).putInt(1);
    disk.put(ascii("LARGE      FAT16   "));
    disk.putShort(510, (short) 0xAA55);
    int table = 512;
    disk.putShort(table, (short) 0xFFF8).putShort(table + 2, (short) -1);
    disk.putShort(table + 4, (short) -1);
    for (int i = 0; i < LARGE_CLUSTERS; i++) {
      int next = i == LARGE_CLUSTERS - 1 ? 0xFFFF : i + 4;
      disk.putShort(table + (i + 3) * 2, (short) next);
    }
    int root = (1 + FAT_SECTORS) * 512;
    entry(disk, root, "SMALL   TXT", 2, 5);
    entry(disk, root + 32, "LARGE   BIN", 3, LARGE_CLUSTERS * CLUSTER);
    disk.position(data).put(ascii("small"));
    for (int i = 0; i < LARGE_CLUSTERS; i++) {
      disk.putInt(data + (i + 1) * CLUSTER, i);
    }
    return Files.write(image, disk.array());
  }

  private static void entry(ByteBuffer disk, int offset, String name, int cluster, int size) {
    disk.position(offset).put(ascii(name)).put((byte) 0x20);
    disk.putShort(offset + 26, (short) cluster).putInt(offset + 28, size);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
