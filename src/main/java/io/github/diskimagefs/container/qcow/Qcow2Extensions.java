package io.github.diskimagefs.container.qcow;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The header extensions of QCOW2 that a reader needs (qemu docs/interop/qcow2, "Header
 * extensions"). Others, of bitmaps, are passed over.
 *
 * @param backingFormat format of the backing file, or null
 * @param dataFile name of the external data file, or null
 * @param luksOffset where the LUKS header is in the file, or -1
 * @param luksLength its bytes, the key material included
 * @param unknownFeature name of an incompatible feature that this reader does not know, or null
 */
record Qcow2Extensions(
    String backingFormat,
    String dataFile,
    long luksOffset,
    long luksLength,
    String unknownFeature) {
  private static final int END = 0;
  private static final int BACKING_FORMAT = 0xE279_2ACA;
  private static final int DATA_FILE = 0x4441_5441;
  private static final int FEATURE_NAMES = 0x6803_F857;
  private static final int FULL_DISK_ENCRYPTION = 0x0537_BE77;
  private static final int FEATURE_NAME_LENGTH = 48;

  static Qcow2Extensions read(ByteSource file, Qcow2Header header) throws IOException {
    String backingFormat = null;
    String dataFile = null;
    String feature = null;
    long luksOffset = -1;
    long luksLength = 0;
    long end = file.clip(0, header.clusterSize());
    if (header.backingOffset() > header.length()) {
      end = Math.min(end, header.backingOffset());
    }
    int space = (int) end - header.length();
    Struct struct =
        Struct.read(
            "QCOW2 header extensions",
            file,
            header.length(),
            Math.max(0, space),
            ByteOrder.BIG_ENDIAN);
    for (int offset = 0; offset <= space - 8; ) {
      int type = struct.s32(offset);
      long length = struct.u32(offset + 4);
      if (type == END) {
        break;
      }
      if (length > space - offset - 8) {
        throw struct.malformed("extension 0x%08X of %d bytes passes the cluster", type, length);
      }
      int data = offset + 8;
      switch (type) {
        case BACKING_FORMAT -> backingFormat = text(struct, data, (int) length);
        case DATA_FILE -> dataFile = text(struct, data, (int) length);
        case FEATURE_NAMES -> feature = unknown(struct.slice(data, (int) length), header);
        case FULL_DISK_ENCRYPTION -> {
          luksOffset = struct.u64(data);
          luksLength = struct.u64(data + 8);
        }
        default -> {}
      }
      offset = data + (int) ((length + 7) & ~7L);
    }
    return new Qcow2Extensions(backingFormat, dataFile, luksOffset, luksLength, feature);
  }

  private static String text(Struct struct, int offset, int length) throws IOException {
    return struct.text(offset, length, StandardCharsets.UTF_8);
  }

  /** Returns the name of the first incompatible feature that is set and not known. */
  private static String unknown(Struct table, Qcow2Header header) throws IOException {
    for (int i = 0; i + FEATURE_NAME_LENGTH <= table.length(); i += FEATURE_NAME_LENGTH) {
      int bit = table.u8(i + 1);
      boolean incompatible = table.u8(i) == 0 && bit < Long.SIZE;
      if (incompatible && (header.incompatible() & ~Qcow2Header.KNOWN & 1L << bit) != 0) {
        String name = table.text(i + 2, FEATURE_NAME_LENGTH - 2, StandardCharsets.UTF_8);
        int end = name.indexOf('\0');
        return end < 0 ? name : name.substring(0, end);
      }
    }
    return null;
  }
}
