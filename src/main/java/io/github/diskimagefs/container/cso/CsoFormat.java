package io.github.diskimagefs.container.cso;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;

/** CSO, ZSO, DAX and JSO: compressed images of optical discs, recognised by their first bytes. */
public final class CsoFormat extends SignedFormat {
  static final String CSO = "CISO";
  static final String ZSO = "ZISO";
  static final String DAX = "DAX\0";
  static final String JSO = "JISO";

  private static final int MAGIC_LENGTH = 4;

  /** Bytes up to the end of the part of the block map that tells the format of GameCube discs. */
  private static final int NAMESAKE_LENGTH = 32;

  private static final int MIN_NAMESAKE_BLOCK = 32 << 10;

  /** The format. */
  public CsoFormat() {
    super(ImageScheme.ISO, "a compressed ISO image", CSO, ZSO, DAX, JSO);
  }

  private static Struct magic(ImageFile file) throws IOException {
    return Struct.read("header", file.bytes(), 0, MAGIC_LENGTH, ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    Struct magic = magic(file);
    if (magic.has(0, DAX)) {
      return DaxFrames.open(file);
    }
    if (magic.has(0, JSO)) {
      return JsoBlocks.open(file);
    }
    if (magic.has(0, CSO) && isNamesake(file)) {
      throw new UnsupportedImageException("CISO of a GameCube or Wii disc");
    }
    return CsoBlocks.open(file);
  }

  /**
   * Returns whether a file is of the other format that starts with the same letters: the size of
   * its blocks follows, then a byte for each block, 1 if the block is stored, else 0 (Dolphin,
   * DiscIO/CISOBlob).
   */
  private static boolean isNamesake(ImageFile file) throws IOException {
    if (file.bytes().size() < NAMESAKE_LENGTH) {
      return false;
    }
    Struct header =
        Struct.read("CISO header", file.bytes(), 0, NAMESAKE_LENGTH, ByteOrder.LITTLE_ENDIAN);
    for (int i = 8; i < NAMESAKE_LENGTH; i++) {
      if (header.u8(i) > 1) {
        return false;
      }
    }
    return header.u32(4) >= MIN_NAMESAKE_BLOCK && Long.bitCount(header.u32(4)) == 1;
  }
}
