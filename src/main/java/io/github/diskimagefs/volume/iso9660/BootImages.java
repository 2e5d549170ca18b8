package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The boot images of a volume with their true sizes: the catalog tells only what the firmware
 * loads.
 *
 * @param volume the tree whose files the boot images are, or null
 */
record BootImages(ByteSource image, Volume volume) {
  private static final int DISK_SECTOR = 512;

  /** Entries of the tree that are searched for the files that boot images are. */
  private static final int MAX_ENTRIES = 20_000;

  List<BootImage> read(Struct boot) throws IOException {
    List<BootCatalog.Entry> entries = BootCatalog.read(image, boot);
    Map<Long, Long> files = files(entries);
    List<BootImage> images = new ArrayList<>();
    for (BootCatalog.Entry entry : entries) {
      long start = entry.block() * VolumeDescriptor.SECTOR;
      String name =
          (images.size() + 1)
              + "-"
              + entry.platformName()
              + (entry.media() == 0 ? "" : "-" + entry.mediaName().replace(' ', '-'))
              + ".img";
      String description =
          entry.platformName()
              + ", "
              + entry.mediaName()
              + ", loads "
              + entry.sectors()
              + " sectors from block "
              + entry.block()
              + (entry.bootable() ? "" : ", not bootable");
      images.add(new BootImage(name, description, image.slice(start, size(entry, files))));
    }
    return images;
  }

  private long size(BootCatalog.Entry entry, Map<Long, Long> files) throws IOException {
    long start = entry.block() * VolumeDescriptor.SECTOR;
    long loaded = (long) entry.sectors() * DISK_SECTOR;
    switch (entry.media()) {
      case 1:
        return 1200 << 10;
      case 2:
        return 1440 << 10;
      case 3:
        return 2880 << 10;
      default:
        break;
    }
    if (!image.holds(start, DISK_SECTOR)) {
      return loaded;
    }
    Struct head = Struct.read("boot image", image, start, DISK_SECTOR, ByteOrder.LITTLE_ENDIAN);
    Long file = files.get(start);
    if (entry.media() == 4) {
      long disk = Math.max(loaded, partitionEnd(head));
      return file != null && file > disk ? file : disk;
    }
    // Where no load size was asked for, the catalog counts the file's last block whole.
    if (file != null && file + VolumeDescriptor.SECTOR > loaded) {
      return file;
    }
    // The boot information table: its block of the image, and the image's length.
    if (head.u32(12) == entry.block() && head.u32(16) >= loaded && head.u32(8) >= 16) {
      return image.clip(start, head.u32(16));
    }
    long fat = fatSize(head);
    return fat > 0 && image.holds(start, fat) ? Math.max(fat, loaded) : loaded;
  }

  /** Where the last partition of a master boot record ends, in bytes. */
  private static long partitionEnd(Struct head) throws IOException {
    long end = 0;
    if (head.u16(510) == 0xAA55) {
      for (int offset = 446; offset < 510; offset += 16) {
        if (head.u8(offset + 4) != 0) {
          end = Math.max(end, (head.u32(offset + 8) + head.u32(offset + 12)) * DISK_SECTOR);
        }
      }
    }
    return end;
  }

  /** Size of the FAT volume that a boot sector describes, 0 if it describes none. */
  private static long fatSize(Struct head) throws IOException {
    int sector = head.u16(11);
    int cluster = head.u8(13);
    boolean fat =
        (head.u8(0) == 0xEB || head.u8(0) == 0xE9)
            && sector >= 128
            && Integer.bitCount(sector) == 1
            && Integer.bitCount(cluster) == 1
            && head.u8(16) > 0
            && head.u8(21) >= 0xF0;
    long sectors = head.u16(19) != 0 ? head.u16(19) : head.u32(32);
    return fat ? sectors * sector : 0;
  }

  /** Sizes of the files of the tree at the places where boot images begin. */
  private Map<Long, Long> files(List<BootCatalog.Entry> entries) throws IOException {
    Set<Long> requested = new HashSet<>();
    for (BootCatalog.Entry entry : entries) {
      requested.add(entry.block() * VolumeDescriptor.SECTOR);
    }
    Map<Long, Long> found = new HashMap<>();
    if (volume == null) {
      return found;
    }
    Deque<Node> directories = new ArrayDeque<>();
    Set<Object> seen = new HashSet<>();
    directories.add(volume.root());
    int count = 0;
    while (!directories.isEmpty() && found.size() < requested.size() && count < MAX_ENTRIES) {
      Node directory = directories.poll();
      if (!seen.add(directory.key())) {
        continue;
      }
      try (NodeCursor cursor = volume.children(directory)) {
        for (Node node = cursor.next(); node != null; node = cursor.next()) {
          count++;
          if (node.kind() == Node.Kind.DIRECTORY) {
            directories.add(node);
          } else if (node.kind() == Node.Kind.FILE
              && requested.contains(((IsoNode) node).extent())) {
            found.putIfAbsent(((IsoNode) node).extent(), node.size());
          }
          if (count >= MAX_ENTRIES) {
            break;
          }
        }
      } catch (MalformedImageException e) {
        // A directory that cannot be read hides no boot image that could be.
      }
    }
    return found;
  }
}
