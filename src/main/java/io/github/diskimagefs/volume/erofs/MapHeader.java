package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Header before the cluster index of a compressed file ({@code struct z_erofs_map_header}).
 *
 * @param start byte position in the volume
 * @param fragment whether the end of the file is in the packed inode
 * @param wholeFragment whether all of it is
 * @param fragmentOffset where in the packed inode; the lower half if the index has the upper one
 * @param inlineBytes bytes of the last physical cluster, after the index; 0 if it is in a block
 * @param advice bits {@code Z_EROFS_ADVISE_…}
 * @param algorithms of the clusters of type HEAD1 and HEAD2, 4 bits each
 * @param clusterBits binary logarithm of the size of logical clusters
 */
record MapHeader(
    long start,
    boolean fragment,
    boolean wholeFragment,
    long fragmentOffset,
    int inlineBytes,
    int advice,
    int algorithms,
    int clusterBits) {
  static final int LENGTH = 8;

  private static final int COMPACTED_2B = 0x1;
  private static final int EXTENTS = 0x1;
  private static final int BIG_PCLUSTER_1 = 0x2;
  private static final int BIG_PCLUSTER_2 = 0x4;
  private static final int INLINE_PCLUSTER = 0x8;
  private static final int INTERLACED = 0x10;
  private static final int FRAGMENT = 0x20;
  private static final int WHOLE_FRAGMENT = 0x80;

  /** Returns where the header of an inode is. */
  static long position(ErofsInode inode) {
    return (inode.bodyStart() + 7) & ~7L;
  }

  /** Reads the header of an inode. */
  static MapHeader read(Struct struct, ErofsInode inode, int blockBits) throws IOException {
    long start = position(inode);
    int sizes = struct.u8(7); // h_clusterbits
    if ((sizes & WHOLE_FRAGMENT) != 0) {
      long offset = struct.s64(0) & Long.MAX_VALUE;
      return new MapHeader(start, true, true, offset, 0, 0, 0, blockBits);
    }
    int advice = struct.u16(4); // h_advise
    boolean full = inode.layout() == DataLayout.COMPRESSED_FULL;
    if (full && (advice & EXTENTS) != 0) {
      throw new UnsupportedImageException("EROFS with encoded extents (48bit)");
    }
    boolean fragment = (advice & FRAGMENT) != 0;
    boolean inline = !fragment && (advice & INLINE_PCLUSTER) != 0;
    MapHeader header =
        new MapHeader(
            start,
            fragment,
            false,
            fragment ? struct.u32(0) : 0, // h_fragmentoff
            inline ? struct.u16(2) : 0, // h_idata_size
            advice,
            struct.u8(6), // h_algorithmtype
            blockBits + (sizes & 15));
    if (!full && header.big(false) != header.big(true)) {
      throw struct.malformed("big physical clusters of one type only");
    }
    return header;
  }

  /** Returns whether the index has entries of 2 bytes. */
  boolean compacted2Bytes() {
    return (advice & COMPACTED_2B) != 0;
  }

  /** Returns whether physical clusters of HEAD1, or of the other types, may have many blocks. */
  boolean big(boolean head1) {
    return (advice & (head1 ? BIG_PCLUSTER_1 : BIG_PCLUSTER_2)) != 0;
  }

  /** Returns whether plain clusters are stored as their bytes are placed in blocks of the file. */
  boolean interlaced() {
    return (advice & INTERLACED) != 0;
  }

  /** Returns the encoding of a type of clusters. */
  ClusterEncoding encoding(ClusterType type) throws IOException {
    int algorithm =
        switch (type) {
          case PLAIN -> -1;
          case HEAD2 -> algorithms >> 4;
          default -> algorithms & 15;
        };
    if (algorithm < 0) {
      return interlaced() ? ClusterEncoding.INTERLACED : ClusterEncoding.PLAIN;
    }
    ClusterEncoding encoding = ClusterEncoding.of(algorithm);
    if (encoding == null) {
      throw new UnsupportedImageException("EROFS compression algorithm " + algorithm);
    }
    return encoding;
  }

  MalformedImageException malformed(String detail, Object... values) {
    return new MalformedImageException("cluster index", start, String.format(detail, values));
  }
}
