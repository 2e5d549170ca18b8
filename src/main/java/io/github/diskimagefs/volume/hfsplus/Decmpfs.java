package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * A compressed file: the header in its attribute says how and how long it is, its data lie behind
 * that header or in the resource fork (xnu's {@code decmpfs.h}).
 */
final class Decmpfs {
  static final String ATTRIBUTE = "com.apple.decmpfs";

  /** Bytes of a chunk, all but the last. */
  static final int CHUNK = 64 << 10;

  private static final int HEADER = 16;

  /** Data behind the header are one chunk; bounds what a header can ask for. */
  private static final int MAX_INLINE_LENGTH = 16 << 20;

  /** Opens the resource fork, which not all types have. */
  @FunctionalInterface
  interface ForkData {
    ByteSource open() throws IOException;
  }

  private final Struct header;
  private final int type;
  private final long size;
  private final ByteSource attribute;
  private final ForkData resource;
  private final ChunkCache cache;
  private final Object owner;
  private final long file;

  private Decmpfs(
      Struct header,
      ByteSource attribute,
      ForkData resource,
      ChunkCache cache,
      Object owner,
      long file)
      throws MalformedImageException {
    this.header = header;
    this.type = header.s32(4); //  compression_type
    this.size = header.u64(8); //  uncompressed_size
    this.attribute = attribute;
    this.resource = resource;
    this.cache = cache;
    this.owner = owner;
    this.file = file;
  }

  /**
   * Reads the attribute.
   *
   * @return null if it is no such header
   * @param owner whose chunks the cache keeps, told apart by {@code file}
   */
  static Decmpfs read(
      ByteSource attribute, ForkData resource, ChunkCache cache, Object owner, long file)
      throws IOException {
    if (attribute.size() < HEADER) {
      return null;
    }
    Struct header = Struct.read("decmpfs header", attribute, 0, HEADER, ByteOrder.LITTLE_ENDIAN);
    if (!header.has(0, "fpmc")) {
      return null;
    }
    return new Decmpfs(header, attribute, resource, cache, owner, file);
  }

  /** Length of the file in bytes. */
  long size() {
    return size;
  }

  /** Whether the data take up the resource fork. */
  boolean inResourceFork() {
    return type == 4 || type == 8 || type == 10 || type == 12 || type == 14;
  }

  /** The file's content. */
  ByteSource open() throws IOException {
    ChunkCodec codec =
        switch (type) {
          case 1, 9, 10 -> ChunkCodec.NONE;
          case 3, 4 -> ChunkCodec.ZLIB;
          case 7, 8 -> ChunkCodec.LZVN;
          case 11, 12 -> ChunkCodec.LZFSE;
          case 13, 14 -> ChunkCodec.LZBITMAP;
          case 5 -> null; // nothing but zeros
          default -> throw new UnsupportedImageException("compression type " + type);
        };
    if (size == 0) {
      return new ArraySource(new byte[0]);
    }
    if (codec == null) {
      return new ZeroSource(size);
    }
    if (!inResourceFork()) {
      if (size > MAX_INLINE_LENGTH) {
        throw header.malformed("%d bytes compressed into an attribute", size);
      }
      ByteSource data = attribute.slice(HEADER, attribute.size() - HEADER);
      return source(codec, ChunkTable.single(data), (int) size);
    }
    return source(codec, ChunkTable.read(resource.open(), (size - 1) / CHUNK + 1), CHUNK);
  }

  private ByteSource source(ChunkCodec codec, ChunkTable table, int chunk) {
    return new DecmpfsSource(codec, table, size, chunk, cache, owner, file);
  }
}
