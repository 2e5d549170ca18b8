package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Directory entry ({@code struct ext4_dir_entry_2}).
 *
 * @param block the block that holds it
 * @param offset of the entry in that block
 * @param inode number of the inode; 0 for an unused entry
 * @param length bytes up to the next entry
 * @param nameLength bytes of the name
 * @param type file type 1 to 7; 0 if not recorded
 */
record DirectoryEntry(Struct block, int offset, long inode, int length, int nameLength, int type) {

  /** Length of an entry before its name. */
  static final int HEAD = 8;

  private static final int DIRECTORY_TYPE = 2;

  /**
   * Reads the entry at an offset of a block.
   *
   * @param typed whether the byte after that of the name's length holds the file type
   */
  static DirectoryEntry read(Struct block, int offset, boolean typed)
      throws MalformedImageException {
    long inode = block.u32(offset);
    int length = length(block, offset);
    int nameLength = typed ? block.u8(offset + 6) : block.u16(offset + 6);
    if (length < HEAD + nameLength || length % 4 != 0 || length > block.length() - offset) {
      throw block
          .slice("directory entry", offset, HEAD)
          .malformed(
              "rec_len %d and name_len %d with %d bytes left",
              length, nameLength, block.length() - offset);
    }
    int type = typed ? block.u8(offset + 7) : 0;
    return new DirectoryEntry(block, offset, inode, length, nameLength, type);
  }

  /** Reads rec_len, whose 16 bits hold 65536 and multiples of 4 up to 262140. */
  static int length(Struct block, int offset) throws MalformedImageException {
    int recorded = block.u16(offset + 4);
    if (recorded == 0xFFFF || (recorded == 0 && block.length() == 0x1_0000)) {
      return block.length();
    }
    return (recorded & 0xFFFC) | ((recorded & 3) << 16);
  }

  boolean directory() {
    return type == DIRECTORY_TYPE;
  }

  /** Returns whether the name is {@code .} or {@code ..}. */
  boolean dots() {
    int name = offset + HEAD;
    return nameLength <= 2 && block.has(name, ".") && (nameLength == 1 || block.has(name, ".."));
  }

  /** Returns the bytes of the name. */
  byte[] name() throws MalformedImageException {
    return block.bytes(offset + HEAD, nameLength);
  }

  /**
   * Returns the hash that follows the name, where a directory is encrypted and folds case: in the
   * upper half, the minor hash in the lower; 0 if there is none.
   */
  long hash() throws MalformedImageException {
    int end = (HEAD + nameLength + 3) & ~3;
    return length - end < 8 ? 0 : block.u32(offset + end) << 32 | block.u32(offset + end + 4);
  }
}
