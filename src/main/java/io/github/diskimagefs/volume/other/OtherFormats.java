package io.github.diskimagefs.volume.other;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Recognises file systems that are not implemented: each is an exception that names it. */
public final class OtherFormats implements VolumeFormat {
  private static final int HEAD = 2048;
  private static final int MFS = 0xD2D7;
  private static final int EXT_MAGIC = 0xEF53;

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource bytes = source.bytes();
    if (source.start() != 0 || bytes.size() < HEAD) {
      return List.of();
    }
    Struct head = Struct.read("boot sector", bytes, 0, HEAD, ByteOrder.LITTLE_ENDIAN);
    String name = name(head, bytes);
    if (name != null) {
      throw new UnsupportedImageException(name);
    }
    return List.of();
  }

  private static String name(Struct head, ByteSource bytes) throws IOException {
    if (head.has(32, "NXSB")) {
      List<String> volumes = ApfsNames.read(bytes);
      return volumes.isEmpty() ? "APFS" : "APFS, volume " + String.join(", ", volumes);
    }
    if (head.u16(510) == 0xAA55) {
      if (head.has(3, "NTFS    ")) {
        return "NTFS";
      }
      if (head.has(3, "EXFAT   ")) {
        return "exFAT";
      }
      if (head.has(82, "FAT32")) {
        return "FAT32";
      }
      if (head.has(54, "FAT")) {
        return head.text(54, 5, StandardCharsets.US_ASCII).strip();
      }
    }
    if (head.bigEndian().u16(1024) == MFS) {
      return "MFS";
    }
    return head.u16(1024 + 56) == EXT_MAGIC ? "ext2, ext3 or ext4" : null;
  }
}
