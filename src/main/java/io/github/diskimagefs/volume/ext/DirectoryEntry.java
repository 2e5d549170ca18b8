package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Directory entry ({@code struct ext4_dir_entry_2}).
 *
 * @param inode number of the inode; 0 for an unused entry
 * @param length bytes up to the next entry
 * @param name the name's bytes
 * @param type file type 1 to 7; 0 if not recorded
 * @param rest what follows the name: a hash, where the directory is encrypted and folds case
 */
record DirectoryEntry(long inode, int length, Struct name, int type, Struct rest) {
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
    int length = length(block.u16(offset + 4), block.length());
    int nameLength = typed ? block.u8(offset + 6) : block.u16(offset + 6);
    if (length < HEAD + nameLength || length % 4 != 0 || length > block.length() - offset) {
      throw block
          .slice("directory entry", offset, HEAD)
          .malformed(
              "rec_len %d and name_len %d with %d bytes left",
              length, nameLength, block.length() - offset);
    }
    Struct name = block.slice("directory entry", offset + HEAD, nameLength);
    int end = Math.min(length, (HEAD + nameLength + 3) & ~3);
    Struct rest = block.slice("directory entry", offset + end, length - end);
    return new DirectoryEntry(inode, length, name, typed ? block.u8(offset + 7) : 0, rest);
  }

  /** Decodes rec_len, whose 16 bits hold 65536 and multiples of 4 up to 262140. */
  private static int length(int recorded, int blockLength) {
    if (recorded == 0xFFFF || (recorded == 0 && blockLength == 0x1_0000)) {
      return blockLength;
    }
    return recorded & 0xFFFC | (recorded & 3) << 16;
  }

  boolean directory() {
    return type == DIRECTORY_TYPE;
  }

  /** Returns whether the name is {@code .} or {@code ..}. */
  boolean dots() {
    return (name.length() == 1 && name.has(0, ".")) || (name.length() == 2 && name.has(0, ".."));
  }
}
