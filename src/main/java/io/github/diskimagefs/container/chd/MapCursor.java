package io.github.diskimagefs.container.chd;

import java.io.IOException;

/**
 * Expands the entries of a compressed map from one hunk on. The map has two streams of bits: the
 * types of all hunks in a Huffman code, then their fields.
 */
final class MapCursor {
  private static final int SELF_AGAIN = 9;
  private static final int SELF_NEXT = 10;
  private static final int PARENT_SAME = 11;
  private static final int PARENT_AGAIN = 12;
  private static final int PARENT_NEXT = 13;

  /**
   * A place in the map.
   *
   * @param typeBit next bit of the types
   * @param fieldBit next bit of the fields
   */
  record Mark(
      long hunk,
      long typeBit,
      int type,
      int left,
      long fieldBit,
      long next,
      long self,
      long parent) {}

  private final MapHeader map;
  private final ChdHeader header;
  private final HunkTypes types;
  private final BitReader fields;
  private long hunk;

  /** Byte of the file at which the next hunk is stored. */
  private long next;

  private long self;
  private long parent;

  MapCursor(MapHeader map, ChdHeader header, HunkTypes types, BitReader fields, Mark at) {
    this.map = map;
    this.header = header;
    this.types = types;
    this.fields = fields;
    this.hunk = at.hunk;
    this.next = at.next;
    this.self = at.self;
    this.parent = at.parent;
  }

  Mark mark() {
    return new Mark(
        hunk, types.bit(), types.type(), types.left(), fields.bit(), next, self, parent);
  }

  /** Reads the entry of the next hunk. */
  MapEntry next() throws IOException {
    int read = types.next();
    MapEntry entry = entry(read);
    hunk++;
    return entry;
  }

  private MapEntry entry(int read) throws IOException {
    switch (read) {
      case 0, 1, 2, 3 -> {
        int length = (int) fields.read(map.lengthBits());
        return stored(read, length);
      }
      case MapEntry.STORED -> {
        return stored(read, header.hunkBytes());
      }
      case MapEntry.SELF -> self = fields.read(map.selfBits());
      case SELF_NEXT -> self++;
      case MapEntry.PARENT -> parent = fields.read(map.parentBits());
      case PARENT_SAME -> parent = hunk * header.hunkBytes() / header.unitBytes();
      case PARENT_NEXT -> parent += header.hunkBytes() / header.unitBytes();
      case SELF_AGAIN, PARENT_AGAIN -> {
        // as the one before
      }
      default -> {
        return new MapEntry(read, 0, next, 0);
      }
    }
    boolean own = read == MapEntry.SELF || read == SELF_AGAIN || read == SELF_NEXT;
    return own
        ? new MapEntry(MapEntry.SELF, 0, self, 0)
        : new MapEntry(MapEntry.PARENT, 0, parent, 0);
  }

  private MapEntry stored(int read, int length) throws IOException {
    MapEntry entry = new MapEntry(read, length, next, (int) fields.read(16));
    next += length & 0xFFFF_FFFFL;
    return entry;
  }
}
