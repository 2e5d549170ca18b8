package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.SessionChain;
import io.github.diskimagefs.volume.StandardIdentifier;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Finder of volumes that follow another one and count their blocks from their own start. The second
 * layer of a PlayStation 2 disc starts 16 sectors before the end of the first, so that its volume
 * descriptors follow at once; an appended ISO image starts at the end.
 */
final class AppendedVolumes {
  private static final int SECTOR = VolumeDescriptor.SECTOR;
  private static final int SYSTEM_AREA = 16 * SECTOR;

  /** Volumes of one image: discs have two layers. */
  private static final int MAX_VOLUMES = 8;

  private AppendedVolumes() {}

  /** Returns the byte positions at which further volumes start. */
  static List<Long> find(ByteSource image, VolumeDescriptor first) throws IOException {
    List<Long> starts = new ArrayList<>();
    long end = size(first);
    if (!image.sizeKnown() && image.likelyEndsWithin(end, SessionChain.MIN_SESSION_BYTES)) {
      return starts;
    }
    while (end > 0 && starts.size() < MAX_VOLUMES) {
      long next = -1;
      for (long start : new long[] {end - SYSTEM_AREA, end}) {
        VolumeDescriptor volume = start > 0 && next < 0 ? volume(image, start) : null;
        if (volume != null) {
          starts.add(start);
          next = start + size(volume);
        }
      }
      end = next;
    }
    return starts;
  }

  private static long size(VolumeDescriptor volume) {
    return volume.blocks() * volume.blockSize() / SECTOR * SECTOR;
  }

  /** Reads the descriptor of a volume that starts at a position; returns null if there is none. */
  private static VolumeDescriptor volume(ByteSource image, long start) throws IOException {
    long position = start + SYSTEM_AREA;
    if (!image.holds(position, SECTOR)
        || StandardIdentifier.read(image, position) != StandardIdentifier.CD001) {
      return null;
    }
    ByteSource part = image.tail(start);
    Struct struct =
        Struct.read("Volume Descriptor", part, SYSTEM_AREA, SECTOR, ByteOrder.LITTLE_ENDIAN);
    if (struct.u8(0) != VolumeDescriptor.PRIMARY) {
      return null;
    }
    try {
      VolumeDescriptor volume =
          VolumeDescriptor.read(struct, DescriptorRevision.ECMA_119, part.sizeLimit());
      return size(volume) > SYSTEM_AREA && DirectoryLocator.hasOwnRoot(part, volume)
          ? volume
          : null;
    } catch (MalformedImageException e) {
      return null;
    }
  }
}
