package io.github.diskimagefs.container.simg;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.BufferedSource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The chunks of an image that hold blocks, in order. */
final class ChunkTable {
  static final int HEADER_BYTES = 12;
  static final int RAW = 0xCAC1;
  static final int FILL = 0xCAC2;
  static final int DONT_CARE = 0xCAC3;
  static final int CRC32 = 0xCAC4;

  /** Bounds memory to 25 MiB; images of phones have some thousand chunks. */
  static final int MAX_CHUNKS = 1 << 20;

  private static final int FIRST_ENTRIES = 64;

  private long[] ends = new long[FIRST_ENTRIES];
  private long[] places = new long[FIRST_ENTRIES];
  private short[] types = new short[FIRST_ENTRIES];
  private int count;

  /** Pairs of a byte of the disk and the offset in the file of the checksum up to that byte. */
  private long[] checksums = new long[0];

  private int checksumCount;

  private ChunkTable() {}

  static ChunkTable read(ByteSource file, SimgHeader header) throws IOException {
    ChunkTable table = new ChunkTable();
    ByteSource buffered = new BufferedSource(file);
    long offset = header.size();
    long block = 0;
    for (long i = 0; i < header.chunks(); i++) {
      if (i == MAX_CHUNKS) {
        throw new UnsupportedImageException(
            "Android sparse image of more than " + MAX_CHUNKS + " chunks");
      }
      Struct chunk =
          Struct.read("chunk " + i, buffered, offset, HEADER_BYTES, ByteOrder.LITTLE_ENDIAN);
      int type = chunk.u16(0);
      long blocks = chunk.u32(4);
      long data = chunk.u32(8) - header.chunkHeaderSize();
      long expected =
          switch (type) {
            case RAW -> blocks * header.blockSize();
            case FILL, CRC32 -> 4;
            case DONT_CARE -> 0;
            default -> throw chunk.mismatch("type 0xCAC1 to 0xCAC4", Integer.toHexString(type));
          };
      if (data != expected) {
        throw chunk.mismatch(expected + " bytes of data", data);
      }
      block += type == CRC32 ? 0 : blocks;
      if (block > header.blocks()) {
        throw chunk.malformed("passes the %d blocks of the disk", header.blocks());
      }
      long place = offset + header.chunkHeaderSize();
      if (type == CRC32) {
        table.addChecksum(block * header.blockSize(), place);
      } else {
        table.add(type, block * header.blockSize(), place);
      }
      offset += header.chunkHeaderSize() + data;
    }
    if (block < header.blocks()) {
      throw new MalformedImageException(
          "sparse header", 16, header.blocks() + " blocks in chunks", block + " blocks");
    }
    return table;
  }

  /** Adds a chunk, but no empty one, and a hole after a hole to that. */
  private void add(int type, long end, long place) {
    long start = count == 0 ? 0 : ends[count - 1];
    if (end == start) {
      return;
    }
    if (type == DONT_CARE && count > 0 && type(count - 1) == DONT_CARE) {
      ends[count - 1] = end;
      return;
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
      types = Arrays.copyOf(types, 2 * count);
    }
    ends[count] = end;
    places[count] = place;
    types[count++] = (short) type;
  }

  private void addChecksum(long end, long place) {
    if (2 * checksumCount == checksums.length) {
      checksums = Arrays.copyOf(checksums, Math.max(FIRST_ENTRIES, 2 * checksums.length));
    }
    checksums[2 * checksumCount] = end;
    checksums[2 * checksumCount++ + 1] = place;
  }

  /** Returns the number of checksums, in the order of the bytes that they end at. */
  int checksumCount() {
    return checksumCount;
  }

  /** Returns the byte of the disk up to which a checksum counts. */
  long checksumEnd(int index) {
    return checksums[2 * index];
  }

  /** Returns the offset of a checksum in the file. */
  long checksumPlace(int index) {
    return checksums[2 * index + 1];
  }

  /** Returns the end of each chunk on the disk. */
  long[] ends() {
    return Arrays.copyOf(ends, count);
  }

  int type(int index) {
    return types[index] & 0xFFFF;
  }

  /** Returns the offset of the data of a chunk in the file. */
  long place(int index) {
    return places[index];
  }

  int count() {
    return count;
  }
}
