package io.github.diskimagefs.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;

/** Writes a disc as CSO: an index, then blocks of a sector each, compressed or as they are. */
final class CsoWriter {
  private static final int BLOCK = 2048;
  private static final int HEADER = 24;
  private static final int STORED = 1 << 31;

  private CsoWriter() {}

  static void write(Path disc, Path cso) throws IOException {
    long size = Files.size(disc) / BLOCK * BLOCK;
    int blocks = (int) (size / BLOCK);
    ByteBuffer head = ByteBuffer.allocate(HEADER + (blocks + 1) * Integer.BYTES);
    head.order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(0x4F534943).putInt(HEADER).putLong(size).putInt(BLOCK).put((byte) 1).put((byte) 0);
    head.position(HEADER);
    Path data = cso.resolveSibling(cso.getFileName() + ".data");
    try (InputStream in = Files.newInputStream(disc);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(data), 1 << 20)) {
      int offset = head.capacity();
      byte[] block = new byte[BLOCK];
      byte[] packed = new byte[2 * BLOCK];
      Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
      for (int i = 0; i < blocks; i++) {
        in.readNBytes(block, 0, BLOCK);
        deflater.reset();
        deflater.setInput(block);
        deflater.finish();
        int length = deflater.deflate(packed);
        boolean stored = length >= BLOCK;
        head.putInt(stored ? offset | STORED : offset);
        out.write(stored ? block : packed, 0, stored ? BLOCK : length);
        offset += stored ? BLOCK : length;
      }
      deflater.end();
      head.putInt(offset);
    }
    try (OutputStream out = Files.newOutputStream(cso)) {
      out.write(head.array());
      Files.copy(data, out);
    }
    Files.delete(data);
  }
}
