package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.SessionChain;
import io.github.diskimagefs.volume.StandardIdentifier;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Finds the sessions of a disc in an image without a table of contents, by their volume
 * descriptors. Positions are counted in sectors of 2048 bytes.
 */
record Sessions(ByteSource image, DescriptorSet front) {
  private static final int SECTOR = VolumeDescriptor.SECTOR;
  private static final int DESCRIPTORS = SessionChain.FIRST_DESCRIPTOR;

  /** Sectors of an error correction block, to which the sessions of a DVD are aligned. */
  private static final int ALIGNMENT = 16;

  /** Where overwritable media hold the first session, sector 0 holding a copy of the last. */
  private static final long EMULATED_FIRST = 32;

  /** Sectors from the start of a session to its path table: 64 descriptors and padding. */
  private static final long MAX_TABLE_DISTANCE = 16 + 64;

  /** Sector before which a root directory is looked for. */
  private static final long MAX_ROOT_DISTANCE = 1024;

  /**
   * Returns the byte positions at which the sessions of an image start.
   *
   * @param all false if the last is enough, which is found without reading much
   * @return empty if the image has no descriptors of this format
   */
  static List<Long> starts(ByteSource image, boolean all) throws IOException {
    DescriptorSet front = DescriptorSet.read(image, 0);
    if (front == null || front.primary() == null || front.recovered()) {
      return List.of();
    }
    Sessions sessions = new Sessions(image, front);
    List<Long> sectors = all ? sessions.all() : sessions.known();
    return sectors.stream().map(sector -> sector * SECTOR).toList();
  }

  /**
   * Reads the descriptors of a session.
   *
   * @param number from 1, or 0 for the last
   * @return null if the image has no descriptors of this format
   */
  static DescriptorSet choose(ByteSource image, int number) throws IOException {
    DescriptorSet front = DescriptorSet.read(image, 0);
    if (front == null || front.primary() == null || front.recovered()) {
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

  /** Returns the starts of all sessions. */
  private List<Long> all() throws IOException {
    List<Long> starts = known();
    if (starts.size() == 2 && starts.get(0) == 0 && starts.get(1) == grown()) {
      long last = starts.remove(1);
      for (long start = ALIGNMENT; start <= last; start += ALIGNMENT) {
        if (starts.size() < SessionChain.MAX_SESSIONS && blocks(start) > 0) {
          starts.add(start);
        }
      }
    }
    return starts;
  }

  /**
   * Returns the starts of the sessions that descriptors lead to: all of them, unless later ones
   * have overwritten the size of the first.
   */
  private List<Long> known() throws IOException {
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
        starts.add(last);
      }
    }
    return starts;
  }

  /** Returns the starts of the sessions from one on, each found by the size of the one before. */
  private List<Long> chain(long first) throws IOException {
    return SessionChain.follow(first, image, this::blocks);
  }

  /**
   * Returns the sectors of the volume that begins at a sector, by its own account; 0 if there is
   * none. A later session has a root directory of its own, which names the block that it starts at,
   * counted from the start of the disc: an image that was appended to another counts differently.
   */
  private long blocks(long start) throws IOException {
    if (start == 0) {
      return sectors(front.primary());
    }
    long position = (start + DESCRIPTORS) * SECTOR;
    if (!image.holds(position, SECTOR)) {
      return 0;
    }
    Struct head = Struct.read("Volume Descriptor", image, position, 8, ByteOrder.LITTLE_ENDIAN);
    if (head.u8(0) != VolumeDescriptor.PRIMARY
        || !StandardIdentifier.CD001.isIn(head)
        || head.u8(6) != 1) {
      return 0;
    }
    Struct descriptor =
        Struct.read("Volume Descriptor", image, position, SECTOR, ByteOrder.LITTLE_ENDIAN);
    VolumeDescriptor volume;
    try {
      volume = VolumeDescriptor.read(descriptor, DescriptorRevision.ECMA_119, image.sizeLimit());
    } catch (MalformedImageException e) {
      return 0;
    }
    boolean own =
        volume.root().location() * volume.blockSize() >= start * SECTOR
            && DirectoryLocator.hasOwnRoot(image, volume);
    return own ? sectors(volume) : 0;
  }

  private static long sectors(VolumeDescriptor volume) {
    return Math.max(1, volume.blocks() * volume.blockSize() / SECTOR);
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
    long last = Math.max(0, table - 1 - DESCRIPTORS) / ALIGNMENT * ALIGNMENT;
    for (long start = last; start > Math.max(0, table - MAX_TABLE_DISTANCE); start -= ALIGNMENT) {
      if (blocks(start) > 0 && sameRoot(start)) {
        return start;
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
      if (!image.holds(position, SECTOR) || (primary != null && front.joliet() == null)) {
        break;
      }
      Struct struct =
          Struct.read("Directory Record", image, position, SECTOR, ByteOrder.LITTLE_ENDIAN);
      DirectoryRecord self = DirectoryRecord.read(struct, 0, last.layout(), Long.MAX_VALUE);
      if (self.length() < DirectoryRecord.MIN_LENGTH
          || !self.self(struct)
          || self.location() * last.blockSize() != position) {
        continue;
      }
      DirectoryRecord up =
          DirectoryRecord.read(struct, self.length(), last.layout(), Long.MAX_VALUE);
      if (!up.special(struct) || up.location() != self.location()) {
        continue;
      }
      if (ucs2(struct, up.end())) {
        joliet = joliet == null && front.joliet() != null ? front.joliet().rooted(self) : joliet;
      } else if (primary == null) {
        primary = last.rooted(self);
      }
    }
    if (primary == null && joliet == null) {
      throw new NotInImageException(
          "session", "1", "a later session has overwritten its descriptors");
    }
    return new DescriptorSet(0, false, primary, List.of(), joliet, null, null);
  }

  /** Returns whether names in the records from an offset on have zero bytes, as Joliet's have. */
  private static boolean ucs2(Struct struct, int start) throws IOException {
    int offset = start;
    while (offset <= struct.length() - DirectoryRecord.MIN_LENGTH
        && struct.u8(offset) >= DirectoryRecord.MIN_LENGTH) {
      int nameLength = Math.min(struct.u8(offset + 32), struct.length() - offset - 33);
      for (int i = 0; i < nameLength; i++) {
        if (struct.u8(offset + 33 + i) == 0) {
          return true;
        }
      }
      offset += struct.u8(offset);
    }
    return false;
  }
}
