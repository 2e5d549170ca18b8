package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.PageCache;
import java.nio.ByteOrder;

/** A virtual disk whose blocks are placed by tables that are read page by page. */
public abstract class TableMappedSource extends BlockMappedSource {
  /** The tables, at their offsets in the file that has them. */
  protected final PageCache tables;

  /**
   * Creates a disk of one file.
   *
   * @param file has the tables and the blocks
   * @param order of the bytes of the tables
   * @param size of the disk in bytes
   * @param blockSize bytes of a block, from 1; the last one may pass the end of the disk
   * @param parent the disk that unallocated blocks show, or null; past its end there are zeros
   * @param cache for decoded blocks
   */
  protected TableMappedSource(
      ByteSource file,
      ByteOrder order,
      long size,
      int blockSize,
      ByteSource parent,
      ChunkCache cache) {
    this(file, new PageCache(file, order), size, blockSize, parent, cache);
  }

  /**
   * Creates a disk.
   *
   * @param data the file whose offsets the tables state
   * @param tables of the file that has them
   * @param size of the disk in bytes
   * @param blockSize bytes of a block, from 1; the last one may pass the end of the disk
   * @param parent the disk that unallocated blocks show, or null; past its end there are zeros
   * @param cache for decoded blocks
   */
  protected TableMappedSource(
      ByteSource data,
      PageCache tables,
      long size,
      int blockSize,
      ByteSource parent,
      ChunkCache cache) {
    super(data, size, blockSize, parent, cache);
    this.tables = tables;
  }
}
