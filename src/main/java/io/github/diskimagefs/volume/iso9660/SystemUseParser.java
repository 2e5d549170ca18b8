package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Parser of system use entries: SUSP (IEEE P1281) 1.12, Rock Ridge (IEEE P1282) 1.09 to 1.12,
 * zisofs, AAIP, Apple's. It parses record after record, for one thread. An entry that does not fit
 * ends its area; the entries before it count.
 */
final class SystemUseParser {
  /** Continuation areas of one record, as many as Linux allows. */
  private static final int MAX_AREAS = 32;

  private static final int MAX_AREA_BYTES = 32 << 10;

  /** Continued bytes of one record: all records may share them, and each reads them again. */
  private static final int MAX_CONTINUED_BYTES = 32 << 10;

  /** Continuation areas where attributes are requested, which fill an area in each block. */
  private static final int MAX_ATTRIBUTE_AREAS = 4096;

  private static final int MAX_ATTRIBUTE_LIST_BYTES = 1 << 20;

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

  private static final int RR_HAS_NAME = 0x08;

  private final Continuations continuations;
  private final NameDecoder decoder;
  private final RockRidgeName name;
  private final RockRidgeAttributesReader attributes = new RockRidgeAttributesReader();
  private final SymbolicLinkText link = new SymbolicLinkText();

  private boolean rockRidge;
  private boolean linked;
  private SystemUseExtras extras = SystemUseExtras.NONE;

  private long nextBlock;
  private long nextOffset;
  private long nextLength;

  SystemUseParser(Continuations continuations, NameDecoder decoder) {
    this.continuations = continuations;
    this.decoder = decoder;
    this.name = new RockRidgeName(decoder);
  }

  /** Parses the entries of a record from {@code start} up to {@code end}. */
  SystemUse parse(Struct struct, int start, int end) throws IOException {
    read(struct, start, end, null);
    return new SystemUse(
        rockRidge,
        name.name(),
        attributes.attributes(),
        attributes.modified(),
        linked ? link.length() : -1,
        extras);
  }

  /** Returns the component areas of a record's AL entries, joined. */
  byte[] attributeList(Struct struct, int start, int end) throws IOException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    read(struct, start, end, list);
    return list.toByteArray();
  }

  /** Returns the target of a record's symbolic link. */
  String linkTarget(Struct struct, int start, int end) throws IOException {
    read(struct, start, end, null);
    Struct bytes = link.bytes();
    return decoder.text(bytes, 0, bytes.length());
  }

  /**
   * Reads a record's own entries and those of its continuation areas.
   *
   * @param attributeList receives the component areas of AL entries, or null
   */
  private void read(Struct struct, int start, int end, ByteArrayOutputStream attributeList)
      throws IOException {
    clear();
    area(struct, start, end, attributeList);
    int left = MAX_CONTINUED_BYTES + (attributeList == null ? 0 : MAX_ATTRIBUTE_LIST_BYTES);
    for (int areas = 0; nextLength > 0 && left > 0 && more(areas, attributeList); areas++) {
      int length = (int) Math.min(nextLength, Math.min(MAX_AREA_BYTES, left));
      left -= length;
      Struct area = continuations.read(nextBlock, nextOffset, length);
      if (area == null) {
        break;
      }
      nextLength = 0;
      area(area, 0, area.length(), attributeList);
    }
  }

  private static boolean more(int areas, ByteArrayOutputStream attributeList) {
    return attributeList == null
        ? areas < MAX_AREAS
        : areas < MAX_ATTRIBUTE_AREAS && attributeList.size() < MAX_ATTRIBUTE_LIST_BYTES;
  }

  private void clear() {
    name.clear();
    attributes.clear();
    link.clear();
    rockRidge = false;
    linked = false;
    extras = SystemUseExtras.NONE;
    nextLength = 0;
  }

  private void area(Struct struct, int start, int end, ByteArrayOutputStream attributeList)
      throws MalformedImageException {
    int offset = start;
    while (end - offset >= 4) {
      int signature = (struct.u8(offset) << 8) | struct.u8(offset + 1); // SUSP §4.1, BP 1 to 2
      int length = struct.u8(offset + 2);
      if (length < 4 || length > end - offset || signature == ST) {
        return;
      }
      if (signature == AL) { // AAIP 2.0
        extras = extras.withAttributes();
        if (attributeList != null && length > 5) {
          attributeList.writeBytes(struct.bytes(offset + 5, length - 5));
        }
      } else {
        entry(struct, signature, offset, length);
      }
      offset += length;
    }
  }

  private void entry(Struct struct, int signature, int offset, int length)
      throws MalformedImageException {
    switch (signature) {
      case CE -> { // SUSP §5.1
        if (length >= 28) {
          nextBlock = struct.u32both(offset + 4);
          nextOffset = struct.u32both(offset + 12);
          nextLength = struct.u32both(offset + 20);
        }
      }
      case ER -> { // SUSP §5.5
        if (length >= 8 && struct.u8(offset + 4) <= length - 8) {
          rockRidge |=
              struct.has(offset + 8, "RRIP_1991")
                  || struct.has(offset + 8, "IEEE_P1282")
                  || struct.has(offset + 8, "IEEE_1282");
        }
      }
      case RR -> { // RRIP 1.09 §4.1.10
        if (length >= 5) {
          rockRidge = true;
          name.ignore((struct.u8(offset + 4) & RR_HAS_NAME) == 0);
        }
      }
      case NM -> rockRidge |= name.add(struct, offset, length);
      case PX -> rockRidge |= attributes.posix(struct, offset, length);
      case PN -> attributes.device(struct, offset, length);
      case TF -> attributes.times(struct, offset, length);
      case SL -> { // RRIP 1.12 §4.1.3
        if (length > 5) {
          linked = true;
          link.add(struct, offset + 5, offset + length);
        }
      }
      case CL -> { // RRIP 1.12 §4.1.5.1
        if (length >= 12) {
          extras = extras.withChildLink(struct.u32both(offset + 4));
        }
      }
      case RE -> extras = extras.withRelocated(); // RRIP 1.12 §4.1.5.3
      case SF -> extras = extras.withSparseSize(sparseSize(struct, offset, length));
      case ZF, Z2 -> {
        Zisofs zisofs = Zisofs.read(struct, offset, length);
        if (zisofs != null) {
          extras = extras.withZisofs(zisofs);
        }
      }
      case AA -> { // system use id 2: HFS
        if (length >= AppleExtension.LENGTH && struct.u8(offset + 3) == AppleExtension.HFS) {
          extras = extras.withFinderInfo(AppleExtension.read(struct, offset));
        }
      }
      default -> {
        // Unknown, or not needed: PL, ES, PD, SP, BA …
      }
    }
  }

  /** RRIP 1.12 §4.1.7; the upper half of the size came with 1.10. */
  private long sparseSize(Struct struct, int offset, int length) throws MalformedImageException {
    if (length >= 21) {
      return ((struct.u32both(offset + 4) & 0x7FFF_FFFFL) << 32) | struct.u32both(offset + 12);
    }
    return length >= 12 ? struct.u32both(offset + 4) : Math.max(0, extras.sparseSize());
  }
}
