package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The signature word of a Macintosh volume, at the start of its master directory block or volume
 * header (Inside Macintosh: Files 2-60, TN1150 "Volume Header").
 */
public enum VolumeSignature {
  /** Macintosh File System, of 400 KiB floppy disks. */
  MFS(0xD2D7),
  /** Hierarchical File System. */
  HFS(0x4244),
  /** HFS Plus. */
  HFS_PLUS(0x482B),
  /** HFSX. */
  HFSX(0x4858);

  /** Byte offset in a volume of its master directory block or volume header. */
  public static final int HEADER_OFFSET = 1024;

  private final int word;

  VolumeSignature(int word) {
    this.word = word;
  }

  /** Returns the signature at an offset of big-endian bytes; null if there is none. */
  public static VolumeSignature find(Struct struct, int offset) throws MalformedImageException {
    int found = struct.u16(offset);
    for (VolumeSignature signature : values()) {
      if (signature.word == found) {
        return signature;
      }
    }
    return null;
  }

  /**
   * Reads the first bytes of the place of a master directory block or volume header.
   *
   * @return null if the source ends before
   */
  public static Struct header(ByteSource volume, int length) throws IOException {
    return Struct.readIfThere(
        "master directory block", volume, HEADER_OFFSET, length, ByteOrder.BIG_ENDIAN);
  }

  /** Returns whether this is the signature of HFS Plus or its variant HFSX. */
  public boolean extended() {
    return this == HFS_PLUS || this == HFSX;
  }
}
