package io.github.diskimagefs.container.ewf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * The tables of all segments, which say where the chunks are. Their entries stay in the file and
 * are read in pages.
 */
final class ChunkTables {
  /** EnCase has 16,375 entries in each, so this is far more than 10 TB. */
  private static final int MAX_TABLES = 1 << 17;

  private static final int HEADER = 24;
  private static final long OFFSET_MASK = 0x7FFF_FFFFL;
  private static final int BUFFER_BYTES = 64 << 10;

  /** Fields of a table: first chunk, offsets of its entries, of its base, of its limit. */
  private static final int FIELDS = 4;

  private static final int ENTRIES = 1;
  private static final int BASE = 2;
  private static final int LIMIT = 3;

  private long[] fields = new long[16 * FIELDS];
  private int count;
  private long chunks;
  private ByteSource image;
  private PageCache pages;

  /**
   * Where a chunk is stored.
   *
   * @param offset in the joined segments
   * @param limit offset that its bytes do not pass
   */
  record Place(long offset, long limit, boolean compressed) {}

  /**
   * Adds the table of a section.
   *
   * @param start offset of the segment in the joined segments
   * @return whether its header is valid; otherwise it was not added
   */
  boolean add(ByteSource segment, Section section, long start) throws IOException {
    Struct in = section.read(segment, HEADER);
    long entries = in.u32(0);
    if (!Section.checked(in) || entries > (section.length() - HEADER) / Integer.BYTES) {
      return false;
    }
    if (entries == 0) {
      return true;
    }
    if (count == MAX_TABLES) {
      throw in.malformed("more than %d tables", MAX_TABLES);
    }
    long base = in.u64(8);
    if (base > segment.size()) {
      throw in.mismatch("a base offset in the segment", base);
    }
    if (fields.length < FIELDS * (count + 1)) {
      fields = Arrays.copyOf(fields, 2 * fields.length);
    }
    int field = FIELDS * count++;
    long at = section.data() + HEADER;
    fields[field] = chunks;
    fields[field + ENTRIES] = start + at;
    fields[field + BASE] = start + base;
    // The chunks of EnCase 1 and SMART follow the entries, those of others are before the table.
    long first =
        Struct.read("EWF table entry", segment, at, Integer.BYTES, ByteOrder.LITTLE_ENDIAN).u32(0);
    boolean before = base + (first & OFFSET_MASK) < section.start();
    fields[field + LIMIT] = start + (before ? section.start() : section.end());
    chunks += entries;
    return true;
  }

  /** Sets the joined segments, of which the places are. */
  void image(ByteSource joined) {
    image = joined;
    pages = new PageCache(joined, ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the number of chunks that have an entry. */
  long chunks() {
    return chunks;
  }

  private int find(long chunk) {
    int low = 0;
    int high = count;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (fields[FIELDS * middle] <= chunk) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long end(int table) {
    return table + 1 < count ? fields[FIELDS * (table + 1)] : chunks;
  }

  /** Returns where a chunk is stored. */
  Place place(long chunk) throws IOException {
    if (chunk >= chunks) {
      throw new MalformedImageException(
          "EWF chunk " + chunk,
          MalformedImageException.NO_OFFSET,
          "is in no table; there are " + chunks + " chunks");
    }
    int table = find(chunk);
    int field = FIELDS * table;
    long entry = fields[field + ENTRIES] + (chunk - fields[field]) * Integer.BYTES;
    long value = pages.u32("EWF table", entry);
    long offset = fields[field + BASE] + (value & OFFSET_MASK);
    long limit = fields[field + LIMIT];
    if (chunk + 1 < end(table)) {
      long next = fields[field + BASE];
      next += pages.u32("EWF table", entry + Integer.BYTES) & OFFSET_MASK;
      limit = next > offset ? Math.min(limit, next) : limit;
    }
    if (offset >= limit) {
      throw new MalformedImageException(
          "EWF table entry",
          Struct.imageOffset(image, entry),
          "an offset before " + limit,
          Long.toString(offset));
    }
    return new Place(offset, limit, value > OFFSET_MASK);
  }

  /**
   * Compares the checksums of the entries, which EnCase has since version 2.
   *
   * @return the first table that is damaged, from 1; 0 if none is
   */
  int firstDamaged() throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int table = 0; table < count; table++) {
      int field = FIELDS * table;
      long position = fields[field + ENTRIES];
      long end = position + (end(table) - fields[field]) * Integer.BYTES;
      if (fields[field + LIMIT] > position) {
        continue; // chunks follow the entries, no checksum
      }
      Adler32 sum = new Adler32();
      while (position < end) {
        int length = (int) Math.min(buffer.length, end - position);
        image.readFully(position, ByteBuffer.wrap(buffer, 0, length));
        sum.update(buffer, 0, length);
        position += length;
      }
      Struct stored = Struct.read("EWF table", image, end, Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
      if (stored.u32(0) != sum.getValue()) {
        return table + 1;
      }
    }
    return 0;
  }

  /** Returns the number of tables. */
  int count() {
    return count;
  }
}
