package io.github.diskimagefs.container.vdi;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The header of VDI version 1 (VirtualBox VDICore.h, VDIHEADER1PLUS). Little-endian.
 *
 * @param type 1 dynamic, 2 static, 4 differencing
 * @param mapOffset offset of the block map
 * @param dataOffset offset of block 0
 * @param size of the disk in bytes
 * @param blockSize bytes of a block
 * @param blockExtra bytes before the data of each block
 * @param uuid of the image
 * @param parent UUID of the parent, or null
 */
record VdiHeader(
    int type,
    long mapOffset,
    long dataOffset,
    long size,
    int blockSize,
    long blockExtra,
    String uuid,
    String parent) {
  private static final int SIGNATURE_OFFSET = 0x40;
  private static final int SIGNATURE = 0xBEDA_107F;
  private static final int LENGTH = 0x1C8;

  private static final int DYNAMIC = 1;
  private static final int STATIC = 2;
  private static final int DIFFERENCING = 4;

  /** VirtualBox writes blocks of 1 MiB; an option allows up to 1 GiB. */
  private static final int MAX_BLOCK_SIZE = 1 << 30;

  private static final String NO_UUID = new UUID(0, 0).toString();

  static boolean probe(ByteSource file) throws IOException {
    return file.size() >= SIGNATURE_OFFSET + 4
        && Struct.read("VDI header", file, SIGNATURE_OFFSET, 4, ByteOrder.LITTLE_ENDIAN).s32(0)
            == SIGNATURE;
  }

  static VdiHeader read(ByteSource file) throws IOException {
    Struct struct = Struct.read("VDI header", file, 0, LENGTH, ByteOrder.LITTLE_ENDIAN);
    int major = struct.u16(0x46);
    if (major != 1) {
      throw new UnsupportedImageException("VDI version " + major + "." + struct.u16(0x44));
    }
    long type = struct.u32(0x4C);
    if (type != DYNAMIC && type != STATIC && type != DIFFERENCING) {
      throw new UnsupportedImageException("VDI image type " + type);
    }
    long blockSize = struct.u32(0x178);
    if (blockSize < 512 || blockSize > MAX_BLOCK_SIZE || blockSize % 512 != 0) {
      throw struct.mismatch("cbBlock, a multiple of 512 up to 1 GiB", blockSize);
    }
    long extra = struct.u32(0x17C);
    if (extra > blockSize) {
      throw struct.mismatch("cbBlockExtra up to the block size", extra);
    }
    long size = struct.u64(0x170);
    long blocks = struct.u32(0x180);
    long mapOffset = struct.u32(0x154);
    if (size / blockSize + (size % blockSize == 0 ? 0 : 1) > blocks) {
      throw struct.malformed("disk of %d bytes in %d blocks of %d", size, blocks, blockSize);
    }
    if (mapOffset > file.size() - blocks * Integer.BYTES) {
      throw struct.malformed(
          "block map of %d entries at %d, the file ends at byte %d",
          blocks, mapOffset, file.size());
    }
    String parent = uuid(struct, 0x1A8);
    return new VdiHeader(
        (int) type,
        mapOffset,
        struct.u32(0x158), //  offData
        size,
        (int) blockSize,
        extra,
        uuid(struct, 0x188),
        type == DIFFERENCING && !parent.equals(NO_UUID) ? parent : null);
  }

  /** Returns a UUID whose first three fields are little-endian. */
  private static String uuid(Struct struct, int offset) throws IOException {
    long high =
        struct.u32(offset) << 32 | (long) struct.u16(offset + 4) << 16 | struct.u16(offset + 6);
    return new UUID(high, struct.bigEndian().s64(offset + 8)).toString();
  }

  String kind() {
    return switch (type) {
      case STATIC -> "static";
      case DIFFERENCING -> "differencing";
      default -> "dynamic";
    };
  }
}
