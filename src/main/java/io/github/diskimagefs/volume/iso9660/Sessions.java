package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.StandardIdentifier;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the sessions of a disc in an image without a table of contents, by their volume
 * descriptors. Positions are counted in sectors of 2048 bytes.
 */
final class Sessions {
  private static final int SECTOR = VolumeDescriptor.SECTOR;
  private static final int DESCRIPTORS = 16;
  private static final int MAX_SESSIONS = 100;

  /** Where overwritable media hold the first session, sector 0 holding a copy of the last. */
  private static final long EMULATED_FIRST = 32;

  /** Lead-out, lead-in and pregap between the sessions of a CD. */
  private static final int[] CD_GAPS = {6750 + 4500 + 150, 2250 + 4500 + 150};

  private static final int MAX_PADDING_LENGTH = 302;

  /** Sector before which a root directory is looked for. */
  private static final long MAX_ROOT_DISTANCE = 1024;

  private final ByteSource image;
  private final DescriptorSet front;

  private Sessions(ByteSource image, DescriptorSet front) {
    this.image = image;
    this.front = front;
  }

  /**
   * The descriptors of a session.
   *
   * @param number 1-based, or 0 for the last
   * @return null if the image has no descriptors of this format
   */
  static DescriptorSet choose(ByteSource image, int number) throws IOException {
    DescriptorSet front = DescriptorSet.read(image, 0);
    if (front == null || front.primary() == null) {
      return front;
    }
    Sessions sessions = new Sessions(image, front);
    if (number == 0) {
      List<Long> starts = sessions.chain(0);
      long last = starts.get(starts.size() - 1);
      DescriptorSet set = last == 0 ? front : DescriptorSet.read(image, last * SECTOR);
      return set == null || set.primary() == null ? front : set;
    }
    List<Long> starts = sessions.all();
    if (number > starts.size()) {
      throw new NotInImageException(
          "session",
          Integer.toString(number),
          "the sessions of the image end with " + starts.size());
    }
    if (number == starts.size() && starts.get(number - 1) == 0) {
      return front;
    }
    return starts.get(number - 1) == 0
        ? sessions.overwritten()
        : DescriptorSet.read(image, starts.get(number - 1) * SECTOR);
  }

  /** Starts of all sessions. */
  private List<Long> all() throws IOException {
    if (blocks(EMULATED_FIRST) > 0) {
      List<Long> emulated = chain(EMULATED_FIRST);
      if (sameRoot(emulated.get(emulated.size() - 1))) {
        return emulated;
      }
    }
    List<Long> starts = chain(0);
    if (starts.size() == 1) {
      long last = grown();
      if (last > 0) {
        for (long start = 16; start <= last && starts.size() < MAX_SESSIONS; start += 16) {
          if (blocks(start) > 0) {
            starts.add(start);
          }
        }
      }
    }
    return starts;
  }

  /** Starts of the sessions from one on, each found by the size of the one before. */
  private List<Long> chain(long first) throws IOException {
    List<Long> starts = new ArrayList<>();
    long start = first;
    while (start >= 0 && starts.size() < MAX_SESSIONS) {
      starts.add(start);
      start = next(start + blocks(start));
    }
    return starts;
  }

  private long next(long end) throws IOException {
    if ((end + DESCRIPTORS) * SECTOR >= image.size()) {
      return -1;
    }
    for (long start : new long[] {end, (end + 15) / 16 * 16, (end + 31) / 32 * 32}) {
      if (start > 0 && blocks(start) > 0) {
        return start;
      }
    }
    for (int gap : CD_GAPS) {
      for (long start = end + gap; start <= end + gap + MAX_PADDING_LENGTH; start++) {
        if ((start + DESCRIPTORS) * SECTOR >= image.size()) {
          break;
        }
        if (blocks(start) > 0) {
          return start;
        }
      }
    }
    return -1;
  }

  /** Sectors of the volume that begins at a sector, by its own account; 0 if there is none. */
  private long blocks(long start) throws IOException {
    if (start == 0) {
      return sectors(front.primary().blocks());
    }
    long position = (start + DESCRIPTORS) * SECTOR;
    if (position > image.size() - SECTOR) {
      return 0;
    }
    Struct head = Struct.read("Volume Descriptor", image, position, 8, ByteOrder.LITTLE_ENDIAN);
    if (head.u8(0) != VolumeDescriptor.PRIMARY
        || !StandardIdentifier.CD001.isIn(head)
        || head.u8(6) != 1) {
      return 0;
    }
    Struct size =
        Struct.read("Volume Descriptor", image, position + 80, 8, ByteOrder.LITTLE_ENDIAN);
    return sectors(size.u32both(0));
  }

  private long sectors(long blocks) {
    return Math.max(1, blocks * front.primary().blockSize() / SECTOR);
  }

  private boolean sameRoot(long start) throws IOException {
    DescriptorSet set = DescriptorSet.read(image, start * SECTOR);
    return set != null
        && set.primary() != null
        && set.primary().root().location() == front.primary().root().location();
  }

  /**
   * Start of the session whose descriptors were copied to the front, as {@code growisofs} does, so
   * that those of the first session are lost; 0 if they are the first session's own.
   */
  private long grown() throws IOException {
    long table = front.primary().pathTable() * front.primary().blockSize() / SECTOR;
    for (long offset = table - 1; offset > Math.max(DESCRIPTORS, table - 64); offset--) {
      if (blocks(offset - DESCRIPTORS) > 0 && sameRoot(offset - DESCRIPTORS)) {
        return offset - DESCRIPTORS;
      }
    }
    return 0;
  }

  /** The first session, its descriptors overwritten: its root directories name themselves. */
  private DescriptorSet overwritten() throws IOException {
    VolumeDescriptor last = front.primary();
    VolumeDescriptor primary = null;
    VolumeDescriptor joliet = null;
    long later = grown();
    long end = later > 0 ? Math.min(later, MAX_ROOT_DISTANCE) : MAX_ROOT_DISTANCE;
    for (long sector = DESCRIPTORS + 1; sector < end; sector++) {
      long position = sector * SECTOR;
      if (position > image.size() - SECTOR || (primary != null && front.joliet() == null)) {
        break;
      }
      Struct in = Struct.read("Directory Record", image, position, SECTOR, ByteOrder.LITTLE_ENDIAN);
      DirectoryRecord self = DirectoryRecord.read(in, 0, last.layout(), Long.MAX_VALUE);
      if (self.length() < DirectoryRecord.MIN_LENGTH
          || !self.self(in)
          || self.location() * last.blockSize() != position) {
        continue;
      }
      DirectoryRecord up = DirectoryRecord.read(in, self.length(), last.layout(), Long.MAX_VALUE);
      if (!up.special(in) || up.location() != self.location()) {
        continue;
      }
      if (ucs2(in, up.end())) {
        joliet = joliet == null && front.joliet() != null ? front.joliet().rooted(self) : joliet;
      } else if (primary == null) {
        primary = last.rooted(self);
      }
    }
    if (primary == null && joliet == null) {
      throw new NotInImageException(
          "session", "1", "a later session has overwritten its descriptors");
    }
    return new DescriptorSet(0, primary, List.of(), joliet, null, null);
  }

  /** Whether names in the records from an offset on have zero bytes, as those of Joliet have. */
  private static boolean ucs2(Struct in, int from) throws IOException {
    int offset = from;
    while (offset <= in.length() - DirectoryRecord.MIN_LENGTH
        && in.u8(offset) >= DirectoryRecord.MIN_LENGTH) {
      int nameLength = Math.min(in.u8(offset + 32), in.length() - offset - 33);
      for (int i = 0; i < nameLength; i++) {
        if (in.u8(offset + 33 + i) == 0) {
          return true;
        }
      }
      offset += in.u8(offset);
    }
    return false;
  }
}
