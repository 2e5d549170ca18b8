package io.github.diskimagefs.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a disc of sectors of 2048 bytes as ECM of mode 1: addresses and user data, without what can
 * be computed. The checksum at the end is zero.
 */
final class EcmWriter {
  private static final int MODE1 = 1;

  private EcmWriter() {}

  static void write(Path cooked, Path ecm) throws IOException {
    long sectors = Files.size(cooked) / 2048;
    byte[] sector = new byte[3 + 2048];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(cooked), 1 << 20);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(ecm), 1 << 20)) {
      out.write(new byte[] {'E', 'C', 'M', 0});
      header(out, MODE1, sectors);
      for (int frame = 150; in.readNBytes(sector, 3, 2048) == 2048; frame++) {
        sector[0] = RawSectors.bcd(frame / 4500 % 100);
        sector[1] = RawSectors.bcd(frame / 75 % 60);
        sector[2] = RawSectors.bcd(frame % 75);
        out.write(sector);
      }
      header(out, 0, 1L << 32);
      out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0).array());
    }
  }

  private static void header(OutputStream out, int type, long count) throws IOException {
    long left = count - 1;
    out.write((int) (left >> 5 == 0 ? 0 : 0x80) | (int) (left & 31) << 2 | type);
    for (left >>= 5; left != 0; left >>= 7) {
      out.write((int) (left >> 7 == 0 ? 0 : 0x80) | (int) (left & 127));
    }
  }
}
