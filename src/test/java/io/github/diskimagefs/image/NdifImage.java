package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Makes images of Disk Copy 6: {@code NdifImage.of(disk).types(0x83, 2).file("a")}. */
public final class NdifImage {
  private static final int CHUNK = 16 * 512;
  private static final int DATA_OFFSET = 84;

  private final byte[] disk;
  private int[] types = {0x83};

  private NdifImage(byte[] disk) {
    this.disk = disk;
  }

  /** An image of a disk of whole sectors. */
  public static NdifImage of(byte[] disk) {
    return new NdifImage(disk);
  }

  /** How the chunks are stored, in turn; those of zeros alone are left out. */
  public NdifImage types(int... codes) {
    types = codes;
    return this;
  }

  /** Both forks. */
  public MacFile file(String name) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(new byte[DATA_OFFSET]);
    int count = (disk.length + CHUNK - 1) / CHUNK;
    ByteBuffer map = ByteBuffer.allocate(128 + 12 * (count + 1));
    map.putShort((short) 12).putShort((short) -1).put((byte) 4).put("Ndif".getBytes(US_ASCII));
    map.putInt(68, disk.length / 512).putInt(72, CHUNK / 512).putInt(76, DATA_OFFSET);
    map.putInt(124, count + 1).position(128);
    for (int i = 0; i < count; i++) {
      byte[] chunk = Arrays.copyOfRange(disk, i * CHUNK, Math.min(disk.length, (i + 1) * CHUNK));
      int type = Arrays.equals(chunk, new byte[chunk.length]) ? 0 : types[i % types.length];
      byte[] stored = type == 0 ? new byte[0] : type == 0x83 ? UdifImage.adc(chunk) : chunk;
      map.putInt(((i * CHUNK / 512) << 8) | type).putInt(data.size() - DATA_OFFSET);
      map.putInt(stored.length);
      data.writeBytes(stored);
    }
    map.putInt(((disk.length / 512) << 8) | 0xFF);
    return MacFile.named(name)
        .data(data.toByteArray())
        .resource(MacFile.resourceFork("bcem", map.array()));
  }
}
