package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.FileFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code .sparseimage}: index nodes of 4096 bytes, each followed by the bands that it lists. The
 * place in the list is the physical one, the value the band's number on the disk, from 1; 0 is
 * unused. Big-endian.
 */
public final class SparseImageFormat extends FileFormat {
  private static final int NODE = 4096;

  /** The format. */
  public SparseImageFormat() {
    super(ImageScheme.DMG, "a sparse Apple disk image");
  }

  @Override
  protected boolean probe(ByteSource bytes) throws IOException {
    if (bytes.size() < NODE) {
      return false;
    }
    Struct head = Struct.read("sparse image", bytes, 0, 16, ByteOrder.BIG_ENDIAN);
    return head.has(0, "sprs") && head.u32(4) > 0 && head.u32(4) < 16;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    ByteSource bytes = file.bytes();
    Struct head = Struct.read("sparse image header", bytes, 0, NODE, ByteOrder.BIG_ENDIAN);
    long bandSize = head.u32(8) * 512;
    long sectors = head.s64(28) > 0 ? head.s64(28) : head.u32(16);
    if (bandSize == 0 || sectors > Long.MAX_VALUE / 1024) {
      throw head.malformed("%d sectors in bands of %d bytes", sectors, bandSize);
    }
    Index index = new Index(bytes.size() / bandSize + 1);
    index.add(head, 64, NODE, bandSize, bytes.size());
    long next = head.s64(20);
    long last = 0;
    while (next != 0) {
      // Each node is after the one before, so that a chain cannot loop.
      if (next <= last) {
        throw head.malformed("index node at %d after the one at %d", next, last);
      }
      Struct node = Struct.read("sparse image index", bytes, next, NODE, ByteOrder.BIG_ENDIAN);
      if (!node.has(0, "sprs")) {
        throw node.malformed("signature is not sprs");
      }
      index.add(node, 56, next + NODE, bandSize, bytes.size());
      last = next;
      next = node.s64(12);
    }
    return new SparseImage(bytes, sectors * 512, bandSize, index.sorted());
  }

  /** Rows of band number and position in the file. */
  private static final class Index {
    private final long max;
    private long[][] rows = new long[64][];
    private int count;

    Index(long max) {
      this.max = max;
    }

    void add(Struct node, int offset, long base, long bandSize, long fileSize) throws IOException {
      for (int i = 0; offset + 4 * i < NODE; i++) {
        long band = node.u32(offset + 4 * i);
        if (band == 0) {
          continue;
        }
        long position = base + i * bandSize;
        if (position >= fileSize) {
          throw node.malformed("band %d at %d, after the end of the file", band, position);
        }
        if (count >= max) {
          throw node.malformed("more bands than the file can hold");
        }
        if (count == rows.length) {
          rows = Arrays.copyOf(rows, 2 * count);
        }
        rows[count++] = new long[] {band - 1, position};
      }
    }

    long[][] sorted() {
      long[][] sorted = Arrays.copyOf(rows, count);
      Arrays.sort(sorted, (a, b) -> Long.compare(a[0], b[0]));
      return sorted;
    }
  }

  private static final class SparseImage extends BandSource {
    private final ByteSource bytes;
    private final long[] bands;
    private final long[] positions;

    SparseImage(ByteSource bytes, long size, long bandSize, long[][] rows) {
      super(size, bandSize);
      this.bytes = bytes;
      this.bands = Arrays.stream(rows).mapToLong(row -> row[0]).toArray();
      this.positions = Arrays.stream(rows).mapToLong(row -> row[1]).toArray();
    }

    @Override
    ByteSource band(long index) {
      int found = Arrays.binarySearch(bands, index);
      if (found < 0) {
        return null;
      }
      long position = positions[found];
      // The last band may be cut where the disk ends.
      return bytes.slice(position, Math.min(bandSize(), bytes.size() - position));
    }

    @Override
    public String type() {
      return "sparse image";
    }

    @Override
    public Map<String, String> properties() {
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("size", size() + " bytes");
      properties.put("bands", bands.length + " of " + bandSize() + " bytes");
      return properties;
    }
  }
}
