package io.github.diskimagefs.container.raw;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Bare sectors of a disk or partition, as {@code dd} or the formats UDRW and UDTO have them: found
 * by a partition map or an Apple volume at the start, or one whose second header is at the end.
 */
public final class FlatDiskFormat implements ContainerFormat {
  private static final int HEAD = 2048;

  @Override
  public String scheme(ImageFile file) {
    return "dmg";
  }

  @Override
  public boolean accepts(String scheme, ImageFile file) {
    return !scheme.equals("nrg");
  }

  @Override
  public String name() {
    return "the sectors of a disk";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    ByteSource bytes = file.bytes();
    if (bytes == null || bytes.size() < HEAD) {
      return false;
    }
    Struct head = Struct.read("disk", bytes, 0, HEAD, ByteOrder.BIG_ENDIAN);
    return volume(head)
        || appleMap(head)
        || guidTable(bytes, head)
        || bootRecord(bytes, head)
        || alternateHeader(bytes);
  }

  /** HFS+ and HFSX (TN1150), HFS (Inside Macintosh: Files 2-60), MFS, an APFS container. */
  private static boolean volume(Struct head) throws IOException {
    boolean older = head.has(1024, "BD") || head.u16(1024) == 0xD2D7;
    return hfsPlus(head, 1024)
        || (older && head.u32(1044) != 0 && head.u32(1044) % 512 == 0)
        || head.has(32, "NXSB");
  }

  private static boolean hfsPlus(Struct in, int header) throws IOException {
    return (in.has(header, "H+") && in.u16(header + 2) == 4)
        || (in.has(header, "HX") && in.u16(header + 2) == 5);
  }

  /** The second header of an HFS+ volume that fills the file, whose first one is damaged. */
  private static boolean alternateHeader(ByteSource bytes) throws IOException {
    Struct header =
        Struct.read(
            "volume header", bytes, bytes.size() / 512 * 512 - 1024, 512, ByteOrder.BIG_ENDIAN);
    if (!hfsPlus(header, 0)) {
      return false;
    }
    long behind = bytes.size() - header.u32(40) * header.u32(44); // blockSize, totalBlocks
    return behind >= 0 && behind < header.u32(40);
  }

  private static boolean appleMap(Struct head) throws IOException {
    int blockSize = head.u16(2);
    return (head.has(0, "ER") && blockSize >= 512 && blockSize <= 4096 && blockSize % 512 == 0)
        || (head.has(512, "PM") && head.u16(514) == 0 && head.u32(516) - 1 < 256);
  }

  private static boolean guidTable(ByteSource bytes, Struct head) throws IOException {
    if (head.has(512, "EFI PART")) {
      return true;
    }
    if (bytes.size() < 8192) {
      return false;
    }
    return Struct.read("GPT header", bytes, 4096, 8, ByteOrder.LITTLE_ENDIAN).has(0, "EFI PART")
        || Struct.read("GPT header", bytes, bytes.size() - 512, 8, ByteOrder.LITTLE_ENDIAN)
            .has(0, "EFI PART");
  }

  /** At least one entry, and none that a boot record cannot have: other boot sectors end alike. */
  private static boolean bootRecord(ByteSource bytes, Struct head) throws IOException {
    Struct table = head.littleEndian();
    if (table.u16(510) != 0xAA55) {
      return false;
    }
    boolean used = false;
    for (int offset = 446; offset < 510; offset += 16) {
      int status = table.u8(offset);
      boolean inUse = table.u8(offset + 4) != 0 && table.u32(offset + 12) != 0;
      if ((status != 0 && status != 0x80)
          || (inUse
              && (table.u32(offset + 8) == 0 || table.u32(offset + 8) >= bytes.size() / 512))) {
        return false;
      }
      used |= inUse;
    }
    return used;
  }

  @Override
  public Container open(ImageFile file, ImageOptions options) {
    return new FlatDisk(file.bytes());
  }

  private record FlatDisk(ByteSource disk) implements Container {
    @Override
    public String type() {
      return "flat disk";
    }

    @Override
    public Map<String, String> properties() {
      return Map.of("size", disk.size() + " bytes");
    }
  }
}
