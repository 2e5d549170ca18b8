package io.github.diskimagefs.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** An Android sparse image, chunk by chunk. */
public final class SimgImage {
  private final int blockSize;
  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
  private final CRC32 crc = new CRC32();
  private final CRC32 withoutHoles = new CRC32();
  private int headerSize = 28;
  private int chunkHeaderSize = 12;
  private int count;
  private int blocks;
  private int difference;
  private boolean checksum;

  /** An image without chunks. */
  public SimgImage(int blockSize) {
    this.blockSize = blockSize;
  }

  /** Sets the sizes of headers, before any chunk is added. */
  public SimgImage headers(int file, int chunk) {
    headerSize = file;
    chunkHeaderSize = chunk;
    return this;
  }

  /** Adds bytes. */
  public SimgImage raw(byte[] bytes) {
    crc.update(bytes);
    withoutHoles.update(bytes);
    return chunk(0xCAC1, bytes.length / blockSize, bytes);
  }

  /** Adds blocks of a value of 32 bits. */
  public SimgImage fill(int value, int length) {
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    for (int i = 0; i < length * blockSize; i += 4) {
      crc.update(bytes);
      withoutHoles.update(bytes);
    }
    return chunk(0xCAC2, length, bytes);
  }

  /** Adds blocks that do not matter. */
  public SimgImage hole(int length) {
    crc.update(new byte[length * blockSize]);
    return chunk(0xCAC3, length, new byte[0]);
  }

  /** Adds a checksum. */
  public SimgImage crc(int value) {
    chunk(0xCAC4, 0, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  /** Adds the checksum of all blocks so far, with a difference from the right one. */
  public SimgImage crcSoFar(boolean holes, int wrong) {
    return crc((int) (holes ? crc : withoutHoles).getValue() + wrong);
  }

  /** Records more blocks than there are. */
  public SimgImage blocks(int number) {
    blocks = number;
    return this;
  }

  /** Records the checksum of the disk, with a difference from the right one. */
  public SimgImage checksum(int wrong) {
    checksum = true;
    difference = wrong;
    return this;
  }

  private SimgImage chunk(int type, int length, byte[] data) {
    ByteBuffer header = ByteBuffer.allocate(chunkHeaderSize).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort((short) type).putShort((short) 0).putInt(length);
    header.putInt(chunkHeaderSize + data.length);
    chunks.writeBytes(header.array());
    chunks.writeBytes(data);
    count++;
    blocks += length;
    return this;
  }

  /** The image's bytes. */
  public byte[] build() {
    ByteBuffer image =
        ByteBuffer.allocate(headerSize + chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
    image.putInt(0xED26FF3A).putShort((short) 1).putShort((short) 0);
    image.putShort((short) headerSize).putShort((short) chunkHeaderSize).putInt(blockSize);
    image.putInt(blocks).putInt(count).putInt(checksum ? (int) crc.getValue() + difference : 0);
    image.position(headerSize).put(chunks.toByteArray());
    return image.array();
  }
}
