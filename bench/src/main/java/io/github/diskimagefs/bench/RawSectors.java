package io.github.diskimagefs.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Wraps sectors of 2048 bytes as mode 1 sectors of 2352; the parity is left zero, for speed. */
final class RawSectors {
  private RawSectors() {}

  static void write(Path cooked, Path raw) throws IOException {
    byte[] sector = new byte[2352];
    Arrays.fill(sector, 1, 11, (byte) 0xFF);
    sector[15] = 1;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(cooked), 1 << 20);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(raw), 1 << 20)) {
      for (int frame = 150; in.readNBytes(sector, 16, 2048) > 0; frame++) {
        sector[12] = bcd(frame / 4500 % 100);
        sector[13] = bcd(frame / 75 % 60);
        sector[14] = bcd(frame % 75);
        out.write(sector);
      }
    }
  }

  static byte bcd(int value) {
    return (byte) (value / 10 << 4 | value % 10);
  }
}
