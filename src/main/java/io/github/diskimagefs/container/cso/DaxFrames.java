package io.github.diskimagefs.container.cso;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContentVerifier;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.PackedBlocks;
import io.github.diskimagefs.container.PackedDisc;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The frames of DAX (maxcso, src/dax.h and src/input.cpp): 8 KiB each, of zlib data. After the
 * header come the offsets of all frames, then their lengths, then the areas whose frames are
 * stored.
 */
final class DaxFrames extends PackedBlocks {
  private static final int HEADER_LENGTH = 32;
  private static final int FRAME_BYTES = 8 << 10;
  private static final int AREA_LENGTH = 8;

  /** Maximum number of areas: readers on the console take up to 192. */
  private static final int MAX_AREAS = 1 << 16;

  private final ByteSource file;
  private final PageCache index;
  private final long frames;

  /** First frames of the areas in rising order, and the frames after them. */
  private final long[] starts;

  private final long[] ends;

  private DaxFrames(ImageFile file, long size, long frames, long[] starts, long[] ends) {
    super(file.bytes(), size, FRAME_BYTES, file.cache());
    this.file = file.bytes();
    this.index = new PageCache(file.bytes(), ByteOrder.LITTLE_ENDIAN);
    this.frames = frames;
    this.starts = starts;
    this.ends = ends;
  }

  static Container open(ImageFile file) throws IOException {
    ByteSource bytes = file.bytes();
    Struct in = Struct.read("DAX header", bytes, 0, HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN);
    long size = in.u32(4); //       uncompressed_size
    long version = in.u32(8); //    version
    long areas = version == 0 ? 0 : in.u32(12); // nc_areas
    if (version > 1) {
      throw new UnsupportedImageException("DAX version " + version);
    }
    int entry = Integer.BYTES + Short.BYTES;
    CsoHeader.requireIndex(in, size, FRAME_BYTES, 0, HEADER_LENGTH, entry, bytes);
    long frames = count(size, FRAME_BYTES);
    if (areas > MAX_AREAS) {
      throw in.mismatch("up to " + MAX_AREAS + " areas of stored frames", areas);
    }
    Struct table =
        Struct.read(
            "DAX areas",
            bytes,
            HEADER_LENGTH + frames * entry,
            (int) areas * AREA_LENGTH,
            ByteOrder.LITTLE_ENDIAN);
    long[] starts = new long[(int) areas];
    long[] ends = new long[(int) areas];
    for (int i = 0; i < areas; i++) {
      starts[i] = table.u32(i * AREA_LENGTH);
      ends[i] = starts[i] + table.u32(i * AREA_LENGTH + 4);
      if (i > 0 && starts[i] < ends[i - 1]) {
        throw table.malformed("area %d starts at frame %d, before the last ends", i, starts[i]);
      }
    }
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("version", Long.toString(version));
    properties.put("size", size + " bytes");
    return new Image(file, new DaxFrames(file, size, frames, starts, ends), properties);
  }

  @Override
  protected long block(long frame) throws IOException {
    if (!stored(frame)) {
      return ENCODED;
    }
    long offset = offset(frame);
    int length = blockLength(frame);
    if (offset > file.size() - length) {
      throw new MalformedImageException(
          "DAX frame " + frame, offset, "the file ends at byte " + file.size());
    }
    return offset;
  }

  private boolean stored(long frame) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (frame < ends[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < starts.length && frame >= starts[low];
  }

  private long offset(long frame) throws IOException {
    return index.u32("DAX offsets", HEADER_LENGTH + frame * Integer.BYTES);
  }

  @Override
  protected BlockDecoder decoder() {
    return deflate(true, this::data);
  }

  private StoredData data(long frame) throws IOException {
    long lengths = HEADER_LENGTH + frames * Integer.BYTES;
    int length = index.u16("DAX lengths", lengths + frame * Short.BYTES);
    return new StoredData("DAX frame", frame, file, offset(frame), length);
  }

  /** An open image. Its frames have a checksum of zlib each. */
  private static final class Image extends PackedDisc {
    Image(ImageFile file, DaxFrames disc, Map<String, String> properties) {
      super("DAX", file, disc, properties);
    }

    @Override
    public void verify(VerifyReport report) {
      if (ContentVerifier.read("frames", disc(), null, report)) {
        report.checked("frames", true, ((DaxFrames) disc()).frames + " frames");
      }
    }
  }
}
