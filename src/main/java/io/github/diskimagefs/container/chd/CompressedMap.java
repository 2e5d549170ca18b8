package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Crc16;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The compressed map of version 5. Opening it reads it once, to check its CRC and to mark the start
 * of each page of entries; pages are expanded when they are needed, and the last ones are kept.
 */
final class CompressedMap implements HunkMap {
  /** Bounds the time of opening; 1.3 TB of a CD, 256 GiB of hunks of 4096 bytes. */
  private static final long MAX_HUNKS = 1L << 26;

  private static final int MIN_PAGE_HUNKS = 256;
  private static final int MAX_PAGES = 1 << 15;
  private static final int SLOTS = 64;

  /** The value that CRC-16 starts with. */
  private static final int CRC_START = 0xFFFF;

  private static final String MAP = "CHD map";

  private final ByteSource file;
  private final ChdHeader header;
  private final MapHeader map;
  private final HuffmanCode code;
  private final int pageHunks;
  private final MapCursor.Mark[] marks;
  private final AtomicReferenceArray<Page> slots = new AtomicReferenceArray<>(SLOTS);

  private record Page(long number, Struct entries) {}

  CompressedMap(ByteSource file, ChdHeader header) throws IOException {
    if (header.mapOffset() == 0) {
      throw new MalformedImageException(MAP, 0, "its writer did not finish the image");
    }
    this.file = file;
    this.header = header;
    this.map = MapHeader.read(file, header.mapOffset());
    requireHunks();
    long pages = Math.min(MAX_PAGES, (header.hunks() + MIN_PAGE_HUNKS - 1) / MIN_PAGE_HUNKS);
    this.pageHunks =
        pages == 0 ? 1 : (int) Math.max(MIN_PAGE_HUNKS, (header.hunks() + pages - 1) / pages);
    this.marks = new MapCursor.Mark[(int) ((header.hunks() + pageHunks - 1) / pageHunks)];
    BitReader bits = bits(0);
    this.code = HuffmanCode.ofMap(bits);
    long typeBit = bits.bit();
    HunkTypes types = new HunkTypes(code, bits, 0, 0);
    for (long hunk = 0; hunk < header.hunks(); ) {
      hunk += types.skip(header.hunks() - hunk);
    }
    bits.requireWithin();
    check(new MapCursor.Mark(0, typeBit, 0, 0, bits.bit(), map.firstOffset(), 0, 0));
  }

  private void requireHunks() throws IOException {
    if (header.hunks() / HunkTypes.MAX_RUN > map.length() * 8 / 3 + 1) {
      throw new MalformedImageException(
          MAP, header.mapOffset(), map.length() + " bytes cannot map " + header.hunks() + " hunks");
    }
    if (header.hunks() > MAX_HUNKS) {
      throw new UnsupportedImageException("CHD with a map of more than " + MAX_HUNKS + " hunks");
    }
  }

  private BitReader bits(long bit) throws IOException {
    return new BitReader(MAP, file, header.mapOffset() + MapHeader.BYTES, map.length(), bit);
  }

  private MapCursor cursor(MapCursor.Mark at, BitReader fields) throws IOException {
    HunkTypes types = new HunkTypes(code, bits(at.typeBit()), at.type(), at.left());
    return new MapCursor(map, header, types, fields, at);
  }

  /** Expands the whole map, page by page, to mark the pages and to check the CRC. */
  private void check(MapCursor.Mark start) throws IOException {
    BitReader fields = bits(start.fieldBit());
    MapCursor cursor = cursor(start, fields);
    int crc = CRC_START;
    for (int page = 0; page < marks.length; page++) {
      marks[page] = cursor.mark();
      Struct entries = expand(cursor, page);
      crc = Crc16.of(entries, 0, entries.length(), crc);
    }
    fields.requireWithin();
    if (crc != map.crc()) {
      throw new MalformedImageException(
          MAP,
          header.mapOffset(),
          String.format("CRC-16 %04X", map.crc()),
          String.format("CRC-16 %04X", crc));
    }
  }

  private Struct expand(MapCursor cursor, long page) throws IOException {
    int count = (int) Math.min(pageHunks, header.hunks() - page * pageHunks);
    byte[] entries = new byte[count * MapEntry.BYTES];
    for (int i = 0; i < count; i++) {
      cursor.next().write(entries, i * MapEntry.BYTES);
    }
    return Struct.of(MAP, entries, header.mapOffset(), ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public HunkEntry entry(long hunk) throws IOException {
    long number = hunk / pageHunks;
    int slot = (int) (number % SLOTS);
    Page page = slots.get(slot);
    if (page == null || page.number != number) {
      MapCursor.Mark mark = marks[(int) number];
      Struct entries = expand(cursor(mark, bits(mark.fieldBit())), number);
      page = new Page(number, entries.bigEndian());
      slots.set(slot, page);
    }
    int start = (int) (hunk % pageHunks) * MapEntry.BYTES;
    MapEntry entry = MapEntry.read(page.entries.slice(start, MapEntry.BYTES));
    return switch (entry.type()) {
      case 0, 1, 2, 3 ->
          new HunkEntry(
              HunkEntry.Kind.COMPRESSED,
              header.codec(entry.type()),
              entry.offset(),
              entry.length(),
              entry.crc());
      case MapEntry.STORED ->
          new HunkEntry(HunkEntry.Kind.STORED, null, entry.offset(), 0, entry.crc());
      case MapEntry.SELF -> HunkEntry.of(HunkEntry.Kind.SELF, entry.offset());
      case MapEntry.PARENT ->
          HunkEntry.of(HunkEntry.Kind.PARENT, entry.offset() * header.unitBytes());
      default ->
          throw new MalformedImageException(
              MAP, header.mapOffset(), "the hunk " + hunk + " is of type " + entry.type());
    };
  }

  @Override
  public long checksum(byte[] hunk) throws MalformedImageException {
    Struct bytes = Struct.of("hunk", hunk, 0, ByteOrder.LITTLE_ENDIAN);
    return Crc16.of(bytes, 0, hunk.length, CRC_START);
  }
}
