package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.HexFormat;

/**
 * Order of names in a catalog: RelString of the Macintosh ROM. It ignores case and sorts accented
 * letters of Mac OS Roman with their base letters, whatever the script of the names.
 */
final class NameOrder {
  private static final byte[] WEIGHTS =
      HexFormat.of()
          .parseHex(
              "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                  + "20222328292a2b2c2f303132333435363738393a3b3c3d3e3f40414243444546"
                  + "474857595d5f66686a6c727476787a7e8c8e909295979ea0a2a4a7a9aaabacad"
                  + "4e4857595d5f66686a6c727476787a7e8c8e909295979ea0a2a4a7afb0b1b2b3"
                  + "4a4c5a607b7f984f49514a4b4c5a606364656e6f70717b8485867f809a9b9c98"
                  + "b4b5b6b7b8b9ba94bbbcbdbebfc04d81c1c2c3c4c5c6c7c8c9cacb558acc4d81"
                  + "cdcecfd0d1d2d32627d420494b808282d5d624252d2ed7d8a6d9dadbdcdddedf"
                  + "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");

  private NameOrder() {}

  /** Compares a name with one of {@code length} bytes stored at {@code offset}. */
  static int compare(byte[] name, Struct struct, int offset, int length)
      throws MalformedImageException {
    int common = Math.min(name.length, length);
    for (int i = 0; i < common; i++) {
      int order = weight(name[i] & 0xFF) - weight(struct.u8(offset + i));
      if (order != 0) {
        return order;
      }
    }
    return name.length - length;
  }

  private static int weight(int b) {
    return WEIGHTS[b] & 0xFF;
  }
}
