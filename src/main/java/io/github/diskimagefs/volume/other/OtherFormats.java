package io.github.diskimagefs.volume.other;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import io.github.diskimagefs.volume.apple.VolumeSignature;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** File systems and volume managers that are recognised and not read: the error names them. */
public final class OtherFormats implements VolumeFormat {
  private static final int BOOT_SECTOR = 512;

  /**
   * A format and the place of its magic number.
   *
   * @param name its usual name
   * @param offset of the magic number, in bytes
   * @param magic ISO 8859-1
   */
  private record Signature(String name, int offset, String magic) {}

  /** Magic numbers of four bytes and more, which no data carry by chance. */
  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature("ReFS", 3, "ReFS\0\0\0\0"),
          new Signature("BitLocker", 3, "-FVE-FS-"),
          new Signature("LVM2", 512, "LABELONE"),
          new Signature("LVM2", 0, "LABELONE"),
          new Signature("LVM2", 1024, "LABELONE"),
          new Signature("LVM2", 1536, "LABELONE"),
          new Signature("Linux RAID", 4096, "\u00FCN+\u00A9"),
          new Signature("Linux RAID", 0, "\u00FCN+\u00A9\1\0\0\0"),
          new Signature("Linux swap", 4086, "SWAPSPACE2"),
          new Signature("Windows dynamic disk (LDM)", 3072, "PRIVHEAD"),
          new Signature("XFS", 0, "XFSB"),
          new Signature("Btrfs", 65_600, "_BHRfS_M"),
          new Signature("F2FS", 1024, "\u0010 \u00F5\u00F2"),
          new Signature("JFS", 32_768, "JFS1"),
          new Signature("ReiserFS", 65_588, "ReIsEr"),
          new Signature("Reiser4", 65_536, "ReIsEr4"),
          new Signature("bcache or bcachefs", 4120, "\u00C6\u0085s\u00F6N\u001AE\u00CA"),
          new Signature("bcachefs", 4120, "\u00C6\u0085s\u00F6f\u00CE\u0090\u00A9"),
          new Signature("HPFS", 8192, "I\u00E8\u0095\u00F9"),
          new Signature("UFS", 9564, "T\u0019\u0001\0"),
          new Signature("UFS", 66_908, "\u0019\u0001T\u0019"),
          new Signature("BFS (BeOS)", 544, "1SFB"),
          new Signature("UBI", 0, "UBI#"),
          new Signature("UBIFS", 0, "1\u0018\u0010\u0006"),
          new Signature("Amiga OFS", 0, "DOS\0"),
          new Signature("Amiga FFS", 0, "DOS\1"),
          new Signature("Amiga disk", 0, "RDSK"),
          new Signature("Opera (3DO)", 0, "\1ZZZZZ\1"),
          new Signature("PC-FX", 0, "PC-FX:Hu_CD-ROM"),
          new Signature("CD-i (Green Book)", 32_769, "CD-I "),
          new Signature("XDVDFS (Xbox)", 65_536, "MICROSOFT*XBOX*MEDIA"),
          new Signature("GameCube file system", 28, "\u00C23\u009F="),
          new Signature("Wii disc", 24, "]\u001C\u009E\u00A3"));

  @Override
  public boolean hasSignature(VolumeSource source) throws IOException {
    return name(source.track()) != null;
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    String name = name(source.track());
    if (name != null) {
      throw new UnsupportedImageException(name);
    }
    return List.of();
  }

  /** Returns the usual name of the format; null if none of these is recognised. */
  private static String name(ByteSource volume) throws IOException {
    if (volume.size() < BOOT_SECTOR) {
      return null;
    }
    Struct boot = Struct.read("boot sector", volume, 0, BOOT_SECTOR, ByteOrder.LITTLE_ENDIAN);
    if (coreStorage(boot)) {
      return "Core Storage";
    }
    for (Signature signature : SIGNATURES) {
      int length = signature.magic.length();
      if (signature.offset + length <= volume.size()
          && head(boot, volume, signature.offset, length).has(0, signature.magic)) {
        return signature.name;
      }
    }
    if (volume.size() >= 2048) {
      Struct superblock = Struct.read("superblock", volume, 1024, 1024, ByteOrder.LITTLE_ENDIAN);
      if (VolumeSignature.find(superblock.bigEndian(), 0) == VolumeSignature.MFS) {
        return "MFS";
      }
    }
    return null;
  }

  private static Struct head(Struct boot, ByteSource volume, int offset, int length)
      throws IOException {
    return offset + length <= boot.length()
        ? boot.slice(offset, length)
        : Struct.read("superblock", volume, offset, length, ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns whether the block is a volume header of Core Storage: its type and signature. */
  private static boolean coreStorage(Struct boot) throws IOException {
    return boot.u16(8) == 1 && boot.u16(10) == 0x10 && boot.has(88, "CS");
  }
}
