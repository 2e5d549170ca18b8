package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * What the system use fields of one record say: SUSP (IEEE P1281) 1.12, Rock Ridge (IEEE P1282)
 * 1.09 to 1.12, zisofs, AAIP, Apple's. One object reads record after record, for one thread; a
 * field that does not fit its place ends its area and spoils nothing before it.
 */
final class SystemUse {
  /** Continuation areas of one record; Linux allows as many. */
  private static final int MAX_AREAS = 32;

  private static final int MAX_AREA_LENGTH = 32 << 10;

  /** Continued bytes of one record: all records may share them, and each reads them again. */
  private static final int MAX_BYTES = 32 << 10;

  /** The same where attributes are asked for, which fill an area for each block. */
  private static final int MAX_ATTRIBUTE_AREAS = 4096;

  private static final int MAX_ATTRIBUTE_LIST_SIZE = 1 << 20;

  private static final int CE = ('C' << 8) | 'E';
  private static final int ST = ('S' << 8) | 'T';
  private static final int ER = ('E' << 8) | 'R';
  private static final int RR = ('R' << 8) | 'R';
  private static final int NM = ('N' << 8) | 'M';
  private static final int PX = ('P' << 8) | 'X';
  private static final int PN = ('P' << 8) | 'N';
  private static final int SL = ('S' << 8) | 'L';
  private static final int TF = ('T' << 8) | 'F';
  private static final int CL = ('C' << 8) | 'L';
  private static final int RE = ('R' << 8) | 'E';
  private static final int SF = ('S' << 8) | 'F';
  private static final int ZF = ('Z' << 8) | 'F';
  private static final int Z2 = ('Z' << 8) | '2';
  private static final int AL = ('A' << 8) | 'L';
  private static final int AA = ('A' << 8) | 'A';

  private static final int NAME_CURRENT_OR_PARENT = 0x06;
  private static final int RR_HAS_NAME = 0x08;

  private final Continuations continuations;
  private final NameDecoder decoder;

  private long nextBlock;
  private long nextOffset;
  private long nextLength;
  private boolean namesIgnored;
  private final ByteArrayOutputStream nameParts = new ByteArrayOutputStream(0);
  private final SymbolicLinkText link = new SymbolicLinkText();

  /** The name, or null if there is none. */
  String name;

  boolean rockRidge;
  boolean posix;
  int mode;
  int links;
  int uid;
  int gid;
  int serial;
  long device;
  boolean linked;
  long created;
  long modified;
  long accessed;
  long changed;
  boolean modifiedKnown;

  /** Block of the relocated directory, or -1. */
  long childLink;

  boolean relocated;
  boolean sparse;

  /** Size of a file in the sparse format. */
  long sparseSize;

  Zisofs zisofs;
  boolean attributes;

  FinderInfo finderInfo;

  /** Where AL entries' component areas go, or null. */
  ByteArrayOutputStream attributeList;

  /** How a file is compressed; the algorithm is zlib. */
  record Zisofs(int version, int headerSize, int blockShift, long size) {}

  SystemUse(Continuations continuations, NameDecoder decoder) {
    this.continuations = continuations;
    this.decoder = decoder;
  }

  /** Reads the fields of a record, from an offset on. */
  void read(Struct in, int from, int to) throws IOException {
    clear();
    area(in, from, to);
    int left = attributeList == null ? MAX_BYTES : MAX_ATTRIBUTE_LIST_SIZE + MAX_BYTES;
    for (int areas = 0; nextLength > 0 && left > 0 && more(areas); areas++) {
      int length = (int) Math.min(nextLength, Math.min(MAX_AREA_LENGTH, left));
      left -= length;
      Struct area = continuations.read(nextBlock, nextOffset, length);
      if (area == null) {
        break;
      }
      nextLength = 0;
      area(area, 0, area.length());
    }
    if (nameParts.size() > 0) {
      Struct parts = Struct.of("NM", nameParts.toByteArray(), 0, java.nio.ByteOrder.LITTLE_ENDIAN);
      name = decoder.text(parts, 0, parts.length());
    }
    if (name != null && name.isEmpty()) {
      name = null;
    }
  }

  private boolean more(int areas) {
    return attributeList == null
        ? areas < MAX_AREAS
        : areas < MAX_ATTRIBUTE_AREAS && attributeList.size() < MAX_ATTRIBUTE_LIST_SIZE;
  }

  private void clear() {
    nextLength = 0;
    namesIgnored = false;
    if (nameParts.size() > 0) {
      nameParts.reset();
    }
    link.clear();
    name = null;
    rockRidge = false;
    posix = false;
    mode = 0;
    links = 1;
    uid = 0;
    gid = 0;
    serial = 0;
    device = 0;
    linked = false;
    created = 0;
    modified = 0;
    accessed = 0;
    changed = 0;
    modifiedKnown = false;
    childLink = -1;
    relocated = false;
    sparse = false;
    sparseSize = 0;
    zisofs = null;
    attributes = false;
    finderInfo = null;
  }

  private void area(Struct in, int from, int to) throws MalformedImageException {
    int offset = from;
    while (to - offset >= 4) {
      int signature = (in.u8(offset) << 8) | in.u8(offset + 1); // SUSP §4.1, BP 1 to 2
      int length = in.u8(offset + 2);
      if (length < 4 || length > to - offset || signature == ST) {
        return;
      }
      entry(in, signature, offset, length);
      offset += length;
    }
  }

  private void entry(Struct in, int signature, int offset, int length)
      throws MalformedImageException {
    switch (signature) {
      case CE -> { // SUSP §5.1
        if (length >= 28) {
          nextBlock = in.u32both(offset + 4);
          nextOffset = in.u32both(offset + 12);
          nextLength = in.u32both(offset + 20);
        }
      }
      case ER -> { // SUSP §5.5
        if (length >= 8 && in.u8(offset + 4) <= length - 8) {
          rockRidge |=
              in.has(offset + 8, "RRIP_1991")
                  || in.has(offset + 8, "IEEE_P1282")
                  || in.has(offset + 8, "IEEE_1282");
        }
      }
      case RR -> { // RRIP 1.09 §4.1.10
        if (length >= 5) {
          rockRidge = true;
          namesIgnored = (in.u8(offset + 4) & RR_HAS_NAME) == 0;
        }
      }
      case NM -> name(in, offset, length);
      case PX -> posix(in, offset, length);
      case PN -> { // RRIP 1.12 §4.1.2
        if (length >= 20) {
          device = device(in.u32both(offset + 4), in.u32both(offset + 12));
        }
      }
      case SL -> { // RRIP 1.12 §4.1.3
        if (length > 5) {
          linked = true;
          link.add(in, offset + 5, offset + length);
        }
      }
      case TF -> times(in, offset, length);
      case CL -> { // RRIP 1.12 §4.1.5.1
        if (length >= 12) {
          childLink = in.u32both(offset + 4);
        }
      }
      case RE -> relocated = true; // RRIP 1.12 §4.1.5.3
      case SF -> sparse(in, offset, length);
      case ZF, Z2 -> compressed(in, offset, length);
      case AL -> { // AAIP 2.0
        attributes = true;
        if (attributeList != null && length > 5) {
          attributeList.writeBytes(in.bytes(offset + 5, length - 5));
        }
      }
      case AA -> { // system use id 2: HFS
        if (length >= 14 && in.u8(offset + 3) == 2) {
          finderInfo = FinderInfo.read(in, offset);
        }
      }
      default -> {
        // Not known, or of no use here: PL, ES, PD, SP, BA …
      }
    }
  }

  /** RRIP 1.12 §4.1.4. */
  private void name(Struct in, int offset, int length) throws MalformedImageException {
    if (length <= 5 || namesIgnored || dots(in, offset, length)) {
      return;
    }
    if (name == null && nameParts.size() == 0 && (in.u8(offset + 4) & 1) == 0) {
      rockRidge = true;
      name = decoder.text(in, offset + 5, length - 5);
      return;
    }
    if (name == null) {
      nameParts.writeBytes(in.bytes(offset + 5, length - 5));
    }
  }

  /** Whether a name stands for the directory or the one above: flags alone do not make it so. */
  private static boolean dots(Struct in, int offset, int length) throws MalformedImageException {
    return (in.u8(offset + 4) & NAME_CURRENT_OR_PARENT) != 0
        && ((length == 6 && in.has(offset + 5, ".")) || (length == 7 && in.has(offset + 5, "..")));
  }

  /** RRIP 1.12 §4.1.1; 1.09 has no serial number. */
  private void posix(Struct in, int offset, int length) throws MalformedImageException {
    if (length < 36) {
      return;
    }
    rockRidge = true;
    posix = true;
    mode = (int) in.u32both(offset + 4);
    links = (int) Math.min(Integer.MAX_VALUE, Math.max(1, in.u32both(offset + 12)));
    uid = (int) in.u32both(offset + 20);
    gid = (int) in.u32both(offset + 28);
    serial = length >= 44 ? (int) in.u32both(offset + 36) : 0;
  }

  /** Major and minor number, which some writers put both into the low half, as Linux packs them. */
  private static long device(long high, long low) {
    long major = high == 0 && low > 0xFF ? low >> 8 : high;
    long minor = high == 0 && low > 0xFF ? low & 0xFF : low;
    return ((major & 0xFFFF_F000L) << 32)
        | ((major & 0xFFF) << 8)
        | ((minor & 0xFFFF_FF00L) << 12)
        | (minor & 0xFF);
  }

  /** RRIP 1.12 §4.1.6. */
  private void times(Struct in, int offset, int length) throws MalformedImageException {
    if (length < 5) {
      return;
    }
    int flags = in.u8(offset + 4);
    boolean digits = (flags & 0x80) != 0;
    int size = digits ? 17 : 7;
    int place = offset + 5;
    for (int bit = 0; bit < 7 && place + size <= offset + length; bit++) {
      if ((flags & (1 << bit)) == 0) {
        continue;
      }
      long time = digits ? IsoTime.digits(in, place, true) : IsoTime.numeric(in, place, true);
      place += size;
      switch (bit) {
        case 0 -> created = time;
        case 1 -> {
          modified = time;
          modifiedKnown = true;
        }
        case 2 -> accessed = time;
        case 3 -> changed = time;
        default -> {
          // Backup, expiration and effective time have no place in an inode.
        }
      }
    }
  }

  /** RRIP 1.12 §4.1.7; the upper half of the size came with 1.10. */
  private void sparse(Struct in, int offset, int length) throws MalformedImageException {
    sparse = true;
    if (length >= 21) {
      sparseSize = ((in.u32both(offset + 4) & 0x7FFF_FFFFL) << 32) | in.u32both(offset + 12);
    } else if (length >= 12) {
      sparseSize = in.u32both(offset + 4);
    }
  }

  /** The zisofs and zisofs2 formats' SUSP entries. */
  private void compressed(Struct in, int offset, int length) throws MalformedImageException {
    if (length < 16) {
      return;
    }
    int version;
    if (in.has(offset + 4, "pz")) {
      version = 1;
    } else if (in.has(offset + 4, "PZ")) {
      version = 2;
    } else {
      return;
    }
    long size = version == 1 ? in.u32both(offset + 8) : in.s64(offset + 8);
    int shift = in.u8(offset + 7);
    // A shift beyond reason is no compressed file: its bytes are shown as stored.
    if (shift >= 12 && shift <= 20 && size >= 0) {
      zisofs = new Zisofs(version, 4 * in.u8(offset + 6), shift, size);
    }
  }

  /** Whether the mode is that of a directory. */
  boolean directory() {
    return (mode & 0xF000) == 0x4000;
  }

  /** Length in bytes of the symbolic link's target. */
  int linkLength() {
    return link.length();
  }

  /** The symbolic link's target. */
  String linkTarget() throws MalformedImageException {
    Struct bytes = link.bytes();
    return decoder.text(bytes, 0, bytes.length());
  }
}
