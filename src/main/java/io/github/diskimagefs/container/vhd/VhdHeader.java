package io.github.diskimagefs.container.vhd;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The header of a dynamic or differencing disk (Virtual Hard Disk Image Format Specification,
 * "Dynamic Disk Header Format"). Big-endian.
 *
 * @param tableOffset offset of the block allocation table
 * @param blockSize bytes of a block's data, a power of 2
 * @param parentId identifier of the parent of a differencing disk
 * @param parentName name of the parent's file
 * @param locators further names of the parent, the relative ones first
 */
record VhdHeader(
    long tableOffset, int blockSize, UUID parentId, String parentName, List<String> locators) {
  private static final int LENGTH = 1024;
  private static final String COOKIE = "cxsparse";
  private static final int MAX_BLOCK_SIZE = 1 << 30;
  private static final int LOCATORS_OFFSET = 576;
  private static final int LOCATORS = 8;
  private static final int LOCATOR_LENGTH = 24;

  /** {@code W2ru}: a relative path of Windows in UTF-16. */
  private static final int RELATIVE_PATH = 0x5732_7275;

  /** Far more than Windows' longest path. */
  private static final int MAX_LOCATOR_BYTES = 64 << 10;

  static VhdHeader read(ByteSource file, VhdFooter footer) throws IOException {
    Struct struct =
        Struct.read(
            "VHD dynamic disk header", file, footer.headerOffset(), LENGTH, ByteOrder.BIG_ENDIAN);
    if (!struct.has(0, COOKIE)) {
      throw struct.malformed("cookie is not cxsparse");
    }
    long entries = struct.u32(28); //    Max Table Entries
    long blockSize = struct.u32(32); //  Block Size
    if (blockSize < 512 || blockSize > MAX_BLOCK_SIZE || Long.bitCount(blockSize) != 1) {
      throw struct.mismatch("a block size, a power of 2 from 512 to 1 GiB", blockSize);
    }
    long needed = footer.size() / blockSize + (footer.size() % blockSize == 0 ? 0 : 1);
    if (entries < needed) {
      throw struct.mismatch(needed + " table entries for the disk's size", entries);
    }
    long tableOffset = struct.u64(16); //  Table Offset
    if (tableOffset > file.size() - entries * Integer.BYTES) {
      throw struct.malformed(
          "block allocation table of %d entries at %d, the file ends at byte %d",
          entries, tableOffset, file.size());
    }
    boolean differencing = footer.type() == VhdFooter.DIFFERENCING;
    return new VhdHeader(
        tableOffset,
        (int) blockSize,
        new UUID(struct.s64(40), struct.s64(48)),
        differencing ? text(struct, 64, 512, true) : "",
        differencing ? locators(file, struct) : List.of());
  }

  private static List<String> locators(ByteSource file, Struct struct) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < LOCATORS; i++) {
      int offset = LOCATORS_OFFSET + i * LOCATOR_LENGTH;
      if (struct.s32(offset) == RELATIVE_PATH) {
        long length = struct.u32(offset + 8);
        if (length > MAX_LOCATOR_BYTES) {
          throw struct.mismatch("a parent locator up to " + MAX_LOCATOR_BYTES + " bytes", length);
        }
        Struct name =
            Struct.read(
                "VHD parent locator",
                file,
                struct.u64(offset + 16),
                (int) length,
                ByteOrder.LITTLE_ENDIAN);
        names.add(text(name, 0, (int) length, false));
      }
    }
    return names;
  }

  private static String text(Struct struct, int offset, int length, boolean bigEndian)
      throws IOException {
    String text =
        struct.text(
            offset, length, bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Returns the name by which the parent is looked for: a relative path if there is one. */
  String parentPath() {
    for (String name : locators) {
      if (!name.isEmpty()) {
        return name;
      }
    }
    return parentName;
  }
}
