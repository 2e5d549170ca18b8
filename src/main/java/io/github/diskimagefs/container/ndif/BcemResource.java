package io.github.diskimagefs.container.ndif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Block map of an image, the resource {@code bcem} of its resource fork.
 *
 * @param name of the volume
 * @param sectors of the disk
 * @param crc CRC-28 of the disk; 0 if there is none
 * @param chunks in the order of the disk; each has at least one sector
 */
record BcemResource(String name, long sectors, long crc, List<Chunk> chunks) {
  static final int SECTOR = 512;

  private static final int HEADER = 128;
  private static final int CHUNK = 12;
  private static final int MAX_NAME_LENGTH = 63;
  private static final Charset ROMAN =
      Charset.isSupported("x-MacRoman")
          ? Charset.forName("x-MacRoman")
          : StandardCharsets.ISO_8859_1;

  /**
   * Sectors that are stored together.
   *
   * @param start byte of the disk at which they start
   * @param end byte of the disk at which they end
   * @param offset of the stored bytes in the data fork
   * @param length of the stored bytes
   */
  record Chunk(ChunkType type, long start, long end, long offset, long length) {}

  /**
   * Reads a map.
   *
   * @param dataSize bytes of the data fork
   */
  static BcemResource read(Struct in, long dataSize) throws IOException {
    if (in.u32(84) != 0) {
      throw new UnsupportedImageException("NDIF in segments");
    }
    if (in.u32(116) != 0) {
      throw new UnsupportedImageException("encrypted NDIF (ShrinkWrap)");
    }
    long sectors = in.u32(68);
    long base = in.u32(76);
    long count = in.u32(124);
    if (count > (in.length() - HEADER) / CHUNK) {
      throw in.malformed("%d chunks in %d bytes", count, in.length());
    }
    List<Chunk> chunks = new ArrayList<>();
    if (count == 0) {
      chunks.add(new Chunk(ChunkType.STORED, 0, sectors * SECTOR, base, sectors * SECTOR));
    }
    for (int i = 0; i < count; i++) {
      Struct entry = in.slice("bcem chunk", HEADER + i * CHUNK, CHUNK);
      ChunkType type = ChunkType.of(entry.u8(3));
      if (type == ChunkType.TERMINATOR) {
        break;
      }
      boolean last = i + 1 == count;
      long start = entry.u32(0) >> 8;
      long end = last ? sectors : Math.min(sectors, in.u32(HEADER + (i + 1) * CHUNK) >> 8);
      if (start > end) {
        throw entry.malformed("a chunk from sector %d to %d", start, end);
      }
      if (start < end) {
        chunks.add(
            new Chunk(type, start * SECTOR, end * SECTOR, base + entry.u32(4), entry.u32(8)));
      }
    }
    for (Chunk chunk : chunks) {
      require(in, chunk, dataSize);
    }
    int name = Math.min(MAX_NAME_LENGTH, in.u8(4));
    return new BcemResource(in.text(5, name, ROMAN), sectors, in.u32(80), List.copyOf(chunks));
  }

  private static void require(Struct in, Chunk chunk, long dataSize)
      throws MalformedImageException {
    long size = chunk.end - chunk.start;
    boolean stored = chunk.type == ChunkType.STORED;
    if (chunk.type != ChunkType.ZERO
        && (chunk.offset > dataSize - chunk.length || (stored && chunk.length < size))) {
      throw in.malformed(
          "%d bytes at %d for %d bytes of the disk, in a fork of %d bytes",
          chunk.length, chunk.offset, size, dataSize);
    }
  }

  /** Returns the format's name in Disk Copy: read-only images have the type {@code rohd}. */
  String format() {
    return chunks.stream().anyMatch(chunk -> chunk.type == ChunkType.ADC) ? "ADC" : "stored";
  }
}
