package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Compressed file, described by its attribute (xnu's {@code decmpfs.h}): the header has the type
 * and the length of the file; the data follow it or are in the resource fork.
 */
public final class Decmpfs {
  /** Name of the extended attribute. */
  public static final String ATTRIBUTE = "com.apple.decmpfs";

  /** Bytes of content of every chunk but the last. */
  private static final int CHUNK = 64 << 10;

  private static final int HEADER = 16;

  /** Data that follow the header are one chunk, decoded at once. Apple writes up to 64 KiB. */
  private static final int MAX_INLINE_BYTES = 16 << 20;

  /** Opening of the resource fork, which only some types need. */
  @FunctionalInterface
  public interface ResourceFork {
    /** Opens the fork. */
    ByteSource open() throws IOException;
  }

  private final Struct header;
  private final int type;
  private final long size;
  private final ByteSource attribute;
  private final ResourceFork resource;
  private final CachedChunks chunks;
  private final long file;

  private Decmpfs(
      Struct header, ByteSource attribute, ResourceFork resource, CachedChunks chunks, long file)
      throws MalformedImageException {
    this.header = header;
    this.type = header.s32(4); //  compression_type
    this.size = header.u64(8); //  uncompressed_size
    this.attribute = attribute;
    this.resource = resource;
    this.chunks = chunks;
    this.file = file;
  }

  /**
   * Reads the attribute.
   *
   * @param attribute value of the attribute {@value #ATTRIBUTE}
   * @param resource opens the resource fork of the file; called only if the data are there
   * @param chunks the decoded chunks of all files of the volume
   * @param file number of the file; no two files have the same lower 32 bits
   * @return null if the attribute does not start with such a header
   */
  public static Decmpfs read(
      ByteSource attribute, ResourceFork resource, CachedChunks chunks, long file)
      throws IOException {
    if (attribute.size() < HEADER) {
      return null;
    }
    Struct header = Struct.read("decmpfs header", attribute, 0, HEADER, ByteOrder.LITTLE_ENDIAN);
    if (!header.has(0, "fpmc")) {
      return null;
    }
    return new Decmpfs(header, attribute, resource, chunks, file);
  }

  /** Returns the length of the file in bytes. */
  public long size() {
    return size;
  }

  /** Returns whether the resource fork holds the data. */
  public boolean inResourceFork() {
    return type == 4 || type == 8 || type == 10 || type == 12 || type == 14;
  }

  /**
   * Opens the content of the file.
   *
   * @throws UnsupportedImageException if the type is unknown
   */
  public ByteSource open() throws IOException {
    ChunkCodec codec =
        switch (type) {
          case 1, 9, 10 -> ChunkCodec.NONE;
          case 3, 4 -> ChunkCodec.ZLIB;
          case 7, 8 -> ChunkCodec.LZVN;
          case 11, 12 -> ChunkCodec.LZFSE;
          case 13, 14 -> ChunkCodec.LZBITMAP;
          case 5 -> null; // zeros
          default -> throw new UnsupportedImageException("compression type " + type);
        };
    if (size == 0) {
      return new ArraySource(new byte[0]);
    }
    if (codec == null) {
      return new ZeroSource(size);
    }
    if (!inResourceFork()) {
      if (size > MAX_INLINE_BYTES) {
        throw header.malformed("%d bytes compressed into an attribute", size);
      }
      ByteSource data = attribute.slice(HEADER, attribute.size() - HEADER);
      return source(codec, ChunkTable.single(data), (int) size);
    }
    return source(codec, ChunkTable.read(resource.open(), (size - 1) / CHUNK + 1), CHUNK);
  }

  private ByteSource source(ChunkCodec codec, ChunkTable table, int chunk) {
    return new DecmpfsSource(codec, table, size, chunk, chunks, file);
  }
}
