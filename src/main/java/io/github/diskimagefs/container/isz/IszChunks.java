package io.github.diskimagefs.container.isz;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Bzip2;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.container.PackedBlocks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/** The chunks of an image. */
final class IszChunks extends PackedBlocks {
  private static final int AES_BLOCK = 16;

  /** More bytes than compressed data of a chunk have. */
  private static final int MIN_DATA_BYTES = 16 << 10;

  private final IszHeader header;
  private final IszSegments segments;
  private final IszChunkTable table;
  private final SecretKey key;

  /**
   * Creates the bytes of the disc.
   *
   * @param key of AES; null if the image is not encrypted
   */
  IszChunks(IszHeader header, IszSegments segments, SecretKey key, ChunkCache cache) {
    super(segments.get(0).file(), header.size(), header.chunkSize(), cache);
    this.header = header;
    this.segments = segments;
    this.table = new IszChunkTable(segments.get(0).file(), header);
    this.key = key;
  }

  @Override
  protected long block(long chunk) throws IOException {
    int type = table.type(chunk);
    if (type == IszChunkTable.ZERO) {
      return ZEROS;
    }
    if (type != IszChunkTable.STORED || key != null || segments.count() > 1) {
      return ENCODED;
    }
    requireLength(chunk, table.length(chunk), blockLength(chunk));
    return header.data() + table.sum(chunk);
  }

  private static void requireLength(long chunk, long found, long min)
      throws MalformedImageException {
    if (found < min) {
      throw new MalformedImageException(
          "ISZ chunk " + chunk,
          MalformedImageException.NO_OFFSET,
          min + " bytes",
          found + " bytes");
    }
  }

  /** Reads the data of a chunk as stored, of which two segments may hold a part each. */
  byte[] data(long chunk) throws IOException {
    long length = table.length(chunk);
    if (length > 2L * header.chunkSize() + MIN_DATA_BYTES) {
      throw new MalformedImageException(
          "ISZ chunk table",
          header.chunkTable() + chunk * header.pointerLength(),
          String.format("%d bytes for %d", length, header.chunkSize()));
    }
    int index = segments.find(chunk);
    IszSegments.Segment segment = segments.get(index);
    long offset = segment.start() + table.sum(chunk) - table.sum(segment.first());
    boolean split = index + 1 < segments.count() && segments.get(index + 1).first() == chunk + 1;
    long left = split ? Math.min(length, segment.left()) : 0;
    byte[] data = read(segment, chunk, offset, (int) (length - left), (int) length);
    if (left > 0) {
      IszSegments.Segment next = segments.get(index + 1);
      byte[] rest = read(next, chunk, next.start() - left, (int) left, (int) left);
      System.arraycopy(rest, 0, data, (int) (length - left), (int) left);
    }
    return data;
  }

  private static byte[] read(
      IszSegments.Segment segment, long chunk, long offset, int length, int room)
      throws IOException {
    if (offset < 0 || offset > segment.file().size() - length) {
      throw new MalformedImageException(
          "ISZ chunk " + chunk,
          offset,
          String.format("%d bytes, but the file has %d", length, segment.file().size()));
    }
    byte[] data = new byte[room];
    segment.file().readFully(offset, ByteBuffer.wrap(data, 0, length));
    return data;
  }

  @Override
  protected BlockDecoder decoder() {
    return this::decode;
  }

  /** Decrypts and decodes a chunk. */
  private void decode(long chunk, byte[] target, int start, int length) throws IOException {
    byte[] data = data(chunk);
    if (key != null) {
      decrypt(data);
    }
    String name = "ISZ chunk " + chunk;
    switch (table.type(chunk)) {
      case IszChunkTable.STORED -> copy(data, data.length, target, start, length, chunk);
      case IszChunkTable.ZLIB -> {
        Struct struct =
            Struct.of(name, data, MalformedImageException.NO_OFFSET, ByteOrder.LITTLE_ENDIAN);
        Deflate.decode(struct, target, start, length, true);
      }
      default -> bzip2(data, name, target, start, length);
    }
  }

  /** Decrypts whole blocks in place; bytes after the last one are not encrypted. */
  private void decrypt(byte[] data) throws UnsupportedImageException {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding"); // as UltraISO encrypts
      cipher.init(Cipher.DECRYPT_MODE, key);
      cipher.doFinal(data, 0, data.length - data.length % AES_BLOCK, data, 0);
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("AES in ECB mode", e);
    }
  }

  /** Decodes bzip2 data, whose first three bytes writers overwrite. */
  private static void bzip2(byte[] data, String name, byte[] target, int start, int length)
      throws IOException {
    if (data.length < 4) {
      throw new MalformedImageException(
          name, MalformedImageException.NO_OFFSET, "4 bytes", data.length + " bytes");
    }
    data[0] = 'B';
    data[1] = 'Z';
    data[2] = 'h';
    try (InputStream in = Bzip2.stream(new ByteArrayInputStream(data))) {
      int count = in.readNBytes(target, start, length);
      if (count < length) {
        throw new MalformedImageException(
            name, MalformedImageException.NO_OFFSET, length + " bytes", count + " bytes");
      }
    }
  }

  /** Returns the table of chunks. */
  IszChunkTable table() {
    return table;
  }
}
