package io.github.diskimagefs.container.ewf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.container.BlockMappedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;

/** The medium in chunks, which are zlib data or stored with a checksum. */
final class EwfDisk extends BlockMappedSource {
  private final ByteSource image;
  private final ChunkTables tables;
  private final int chunkSize;
  private final boolean verify;

  /**
   * Creates a disk.
   *
   * @param verify whether the checksums of stored chunks are compared, as those of zlib always are
   */
  EwfDisk(Segments segments, ChunkCache cache, boolean verify) {
    super(segments.joined(), segments.media().size(), segments.media().chunkSize(), null, cache);
    this.image = segments.joined();
    this.tables = segments.tables();
    this.chunkSize = segments.media().chunkSize();
    this.verify = verify;
  }

  @Override
  protected long place(long position) throws IOException {
    long chunk = position / chunkSize;
    ChunkTables.Place place = tables.place(chunk);
    if (place.compressed() || verify) {
      return ENCODED;
    }
    if (place.limit() - place.offset() < length(chunk)) {
      throw cut(chunk, place);
    }
    return place.offset() - chunk * chunkSize;
  }

  /** Returns the bytes of a chunk on the medium: the last one may be shorter. */
  int length(long chunk) {
    return (int) Math.min(chunkSize, size() - chunk * chunkSize);
  }

  private MalformedImageException cut(long chunk, ChunkTables.Place place) throws IOException {
    return new MalformedImageException(
        "EWF chunk " + chunk,
        Struct.imageOffset(image, place.offset()),
        length(chunk) + " bytes",
        place.limit() - place.offset() + " bytes");
  }

  /** Returns a chunk after comparing its checksum; no caller changes it. */
  byte[] checked(long chunk) throws IOException {
    return decoded(chunk);
  }

  @Override
  protected byte[] decode(long chunk) throws IOException {
    ChunkTables.Place place = tables.place(chunk);
    return place.compressed() ? inflate(chunk, place) : stored(chunk, place);
  }

  private byte[] inflate(long chunk, ChunkTables.Place place) throws IOException {
    // Data that do not get smaller take five bytes more for each block of them, of 16 KiB or more.
    int max = chunkSize + chunkSize / 256 + 64;
    int packed = (int) Math.min(max, place.limit() - place.offset());
    byte[] bytes = newBlock(chunkSize);
    StoredData data = new StoredData("EWF chunk", chunk, image, place.offset(), packed);
    int count = Deflate.decode(data, bytes, true);
    if (count < length(chunk)) {
      throw data.read().mismatch(length(chunk) + " bytes", count + " bytes");
    }
    return count == chunkSize ? bytes : Arrays.copyOf(bytes, count);
  }

  private byte[] stored(long chunk, ChunkTables.Place place) throws IOException {
    int length = length(chunk);
    if (place.limit() - place.offset() < length + Integer.BYTES) {
      throw cut(chunk, place);
    }
    byte[] bytes = newBlock(length);
    image.readFully(place.offset(), ByteBuffer.wrap(bytes));
    Struct sum =
        Struct.read(
            "EWF chunk " + chunk,
            image,
            place.offset() + length,
            Integer.BYTES,
            ByteOrder.LITTLE_ENDIAN);
    Adler32 adler = new Adler32();
    adler.update(bytes);
    if (sum.u32(0) != adler.getValue()) {
      throw sum.malformed("checksum %08x, but %08x is stored", adler.getValue(), sum.u32(0));
    }
    return bytes;
  }
}
