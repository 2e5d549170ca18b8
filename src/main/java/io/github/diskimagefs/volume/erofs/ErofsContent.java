package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** Opens the content of inodes. */
final class ErofsContent {
  private final ErofsSuperblock superblock;
  private final ErofsDevices devices;
  private final InodeReader inodes;
  private final PageCache tables;
  private final ClusterCache clusters;

  /** The content of the packed inode, opened when it is first needed. */
  private volatile ByteSource packed;

  ErofsContent(
      ErofsSuperblock superblock, ErofsDevices devices, InodeReader inodes, ChunkCache cache) {
    this.superblock = superblock;
    this.devices = devices;
    this.inodes = inodes;
    this.tables = new PageCache(devices.primary(), ByteOrder.LITTLE_ENDIAN);
    this.clusters = ClusterCache.of(superblock, devices, cache);
  }

  /** Opens the content of an inode. */
  ByteSource open(ErofsInode inode) throws IOException {
    if (inode.size() == 0) {
      return new ArraySource(new byte[0]);
    }
    return switch (inode.layout()) {
      case FLAT_PLAIN ->
          inode.hole() ? new ZeroSource(inode.size()) : blocks(inode.field(), inode.size());
      case FLAT_INLINE -> inline(inode);
      case CHUNK_BASED -> ChunkMap.open(devices, tables, inode, superblock.blockBits());
      case COMPRESSED_FULL, COMPRESSED_COMPACT ->
          CompressedSource.open(inode, superblock, tables, clusters, this::packed);
    };
  }

  private ByteSource blocks(long first, long length) throws MalformedImageException {
    long start = first << superblock.blockBits();
    if (length > Long.MAX_VALUE - start) {
      throw malformed("%d bytes", length);
    }
    return devices.space().slice(start, length);
  }

  /** Opens blocks and a tail after the inode, in whose block the tail ends. */
  private ByteSource inline(ErofsInode inode) throws IOException {
    int blockSize = superblock.blockSize();
    long stored = (inode.size() - 1) / blockSize * blockSize;
    long tail = inode.size() - stored;
    if (inode.bodyStart() % blockSize + tail > blockSize) {
      throw malformed("inline data of %d bytes pass the end of their block", tail);
    }
    ByteSource rest = devices.primary().slice(inode.bodyStart(), tail);
    return stored == 0 ? rest : ConcatSource.of(List.of(blocks(inode.field(), stored), rest));
  }

  /**
   * Returns the content of the packed inode, which holds fragments of files.
   *
   * @throws MalformedImageException if there is none
   */
  ByteSource packed() throws IOException {
    ByteSource known = packed;
    if (known == null) {
      if (superblock.packedNid() == 0) {
        throw malformed("a fragment, but the volume has no packed inode");
      }
      ErofsInode inode = inodes.read(superblock.packedNid());
      known =
          switch (inode.layout()) {
            case COMPRESSED_FULL, COMPRESSED_COMPACT ->
                CompressedSource.open(
                    inode,
                    superblock,
                    tables,
                    clusters,
                    () -> {
                      throw malformed("a fragment of the packed inode");
                    });
            default -> open(inode);
          };
      packed = known;
    }
    return known;
  }

  private static MalformedImageException malformed(String detail, Object... values) {
    return new MalformedImageException(
        "file content", MalformedImageException.NO_OFFSET, String.format(detail, values));
  }

  /** Drops the decoded bytes. */
  void close() {
    clusters.close();
  }
}
