package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Collects the entries PX, PN and TF of one record after another. Consecutive records with the same
 * POSIX attributes share them. For one thread.
 */
final class RockRidgeAttributesReader {
  private static final int LONG_FORM = 0x80;
  private static final int MAX_TIMES = 7;

  private PosixAttributes last = new PosixAttributes(false, 0, 1, 0, 0, 0);
  private boolean recorded;
  private int mode;
  private int links;
  private int uid;
  private int gid;
  private int serial;
  private long device;
  private long created;
  private long modified;
  private long accessed;
  private long changed;

  /** Starts the next record. */
  void clear() {
    recorded = false;
    mode = 0;
    links = 1;
    uid = 0;
    gid = 0;
    serial = 0;
    device = 0;
    created = IsoTime.UNKNOWN;
    modified = IsoTime.UNKNOWN;
    accessed = IsoTime.UNKNOWN;
    changed = IsoTime.UNKNOWN;
  }

  /**
   * Reads an entry PX, RRIP 1.12 §4.1.1; 1.09 has no serial number.
   *
   * @return false if it is too short, and ignored
   */
  boolean posix(Struct struct, int offset, int length) throws MalformedImageException {
    if (length < 36) {
      return false;
    }
    recorded = true;
    mode = (int) struct.u32both(offset + 4);
    links = (int) Math.min(Integer.MAX_VALUE, Math.max(1, struct.u32both(offset + 12)));
    uid = (int) struct.u32both(offset + 20);
    gid = (int) struct.u32both(offset + 28);
    serial = length >= 44 ? (int) struct.u32both(offset + 36) : 0;
    return true;
  }

  /** Reads an entry PN, RRIP 1.12 §4.1.2. */
  void device(Struct struct, int offset, int length) throws MalformedImageException {
    if (length >= 20) {
      device = device(struct.u32both(offset + 4), struct.u32both(offset + 12));
    }
  }

  /**
   * Returns a device number in Linux's 64-bit encoding. Some writers record major and minor number,
   * others the halves of the encoded number: its lower half has all of both up to major number 4095
   * and minor number 1048575.
   */
  private static long device(long high, long low) {
    if (high == 0) {
      return low;
    }
    return ((high & 0xFFFF_F000L) << 32)
        | ((high & 0xFFF) << 8)
        | ((low & 0xFFFF_FF00L) << 12)
        | (low & 0xFF);
  }

  /** Reads an entry TF, RRIP 1.12 §4.1.6. */
  void times(Struct struct, int offset, int length) throws MalformedImageException {
    if (length < 5) {
      return;
    }
    int flags = struct.u8(offset + 4);
    boolean digits = (flags & LONG_FORM) != 0;
    int size = digits ? 17 : 7;
    int next = offset + 5;
    for (int bit = 0; bit < MAX_TIMES && next + size <= offset + length; bit++) {
      if ((flags & (1 << bit)) == 0) {
        continue;
      }
      long time = digits ? IsoTime.digits(struct, next, true) : IsoTime.numeric(struct, next, true);
      next += size;
      switch (bit) {
        case 0 -> created = time;
        case 1 -> modified = time;
        case 2 -> accessed = time;
        case 3 -> changed = time;
        default -> {
          // Nodes have no time of backup, expiration or effect.
        }
      }
    }
  }

  /** Returns the time of modification of the record. */
  long modified() {
    return modified;
  }

  /** The attributes of the record. */
  RockRidgeAttributes attributes() {
    if (last.recorded() != recorded
        || last.mode() != mode
        || last.links() != links
        || last.uid() != uid
        || last.gid() != gid
        || last.device() != device) {
      last = new PosixAttributes(recorded, mode, links, uid, gid, device);
    }
    return new RockRidgeAttributes(last, serial, created, accessed, changed);
  }
}
