package io.github.diskimagefs.volume.cramfs;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.ByteNames;
import io.github.diskimagefs.volume.MetadataPages;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.UnixDirectoryScan;
import io.github.diskimagefs.volume.UnixNode;
import io.github.diskimagefs.volume.UnixVolume;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Volume of cramfs. Inodes are numbered by their byte positions. */
final class CramfsVolume extends UnixVolume<CramfsInode> {
  static final String TYPE = "cramfs";

  private final CramfsSuperblock superblock;
  private final MetadataPages pages;
  private final PageCache pointers;
  private final CachedChunks chunks;
  private final UnixNode<CramfsInode> root;
  private final String label;
  private final long size;

  /** Opens a volume. */
  CramfsVolume(
      ByteSource volume, CramfsSuperblock superblock, ChunkCache cache, ImageOptions options)
      throws IOException {
    super(TYPE, new ByteNames(options.charset().orElse(null)));
    this.superblock = superblock;
    this.pages = new MetadataPages(volume, cache, superblock.order());
    this.pointers = new PageCache(volume, superblock.order());
    this.chunks = new CachedChunks(cache);
    this.root = UnixNode.root(superblock.rootPosition(), superblock.root());
    this.label = superblock.label();
    this.size = superblock.size(volume);
    if (options.verify() && superblock.versioned()) {
      superblock.check(volume);
    }
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  protected CramfsInode readInode(long number) throws IOException {
    return CramfsInode.read(pages.read("inode", number, CramfsInode.LENGTH), superblock.order());
  }

  @Override
  protected UnixDirectoryScan<CramfsInode> entries(
      UnixNode<CramfsInode> directory, CramfsInode inode, long at) throws IOException {
    if (inode.size() > 0) {
      pages.volume().slice(inode.offset(), inode.size()).requireWhole();
    }
    return new CramfsDirectory(directory, names(), inode, pages, superblock.order(), at);
  }

  @Override
  protected ByteSource content(CramfsInode inode) throws IOException {
    return inode.size() == 0
        ? new ArraySource(new byte[0])
        : new CramfsFile(inode, pages.volume(), pointers, superblock.extendedPointers(), chunks);
  }

  @Override
  public Map<String, String> properties() throws IOException {
    Struct struct = superblock.struct();
    Map<String, String> facts = new LinkedHashMap<>();
    boolean little = superblock.order() == ByteOrder.LITTLE_ENDIAN;
    facts.put("byte order", little ? "little-endian" : "big-endian");
    facts.put("version", superblock.versioned() ? "2" : "1");
    facts.put("flags", "0x" + Long.toHexString(superblock.flags()));
    if (superblock.versioned()) {
      facts.put("edition", Long.toString(struct.u32(36)));
      facts.put("block count", Long.toString(struct.u32(40)));
      facts.put("file count", Long.toString(struct.u32(44)));
    }
    return facts;
  }

  @Override
  public String checkStructures() throws IOException {
    if (!superblock.versioned()) {
      return null;
    }
    superblock.check(pages.volume());
    return "checksum of the volume";
  }

  @Override
  public void close() {
    chunks.close();
  }
}
