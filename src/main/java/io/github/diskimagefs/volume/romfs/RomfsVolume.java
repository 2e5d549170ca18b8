package io.github.diskimagefs.volume.romfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.ByteNames;
import io.github.diskimagefs.volume.MetadataPages;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.UnixDirectoryScan;
import io.github.diskimagefs.volume.UnixNode;
import io.github.diskimagefs.volume.UnixVolume;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Map;

/** Volume of romfs. Files are numbered by the byte positions of their headers. */
final class RomfsVolume extends UnixVolume<RomfsHeader> {
  static final String TYPE = "romfs";

  /** Hard links that name each other; writers make them lead to the file itself. */
  private static final int MAX_LINKS = 16;

  private final RomfsSuperblock superblock;
  private final MetadataPages pages;
  private final boolean verify;
  private final UnixNode<RomfsHeader> root;

  /** Opens a volume. */
  RomfsVolume(ByteSource volume, ChunkCache cache, ImageOptions options) throws IOException {
    super(TYPE, new ByteNames(options.charset().orElse(null)));
    this.pages = new MetadataPages(volume, cache, ByteOrder.BIG_ENDIAN);
    this.superblock = RomfsSuperblock.read(pages);
    this.verify = options.verify();
    if (verify) {
      superblock.check(volume);
    }
    RomfsHeader header = readInode(superblock.root());
    if (!header.directory()) {
      throw superblock.struct().malformed("the root is a file of kind %d", header.kind());
    }
    this.root = UnixNode.root(superblock.root(), header);
  }

  @Override
  public String label() {
    return names().text(superblock.name().bytes()).strip();
  }

  @Override
  public long size() {
    return superblock.size();
  }

  @Override
  public Node root() {
    return root;
  }

  private RomfsHeader header(long position) throws IOException {
    return RomfsHeader.read(pages, position, verify);
  }

  @Override
  protected RomfsHeader readInode(long number) throws IOException {
    long position = number;
    for (int i = 0; i < MAX_LINKS; i++) {
      RomfsHeader header = header(position);
      if (!header.hardLink()) {
        return header;
      }
      position = header.info() & -RomfsHeader.ALIGNMENT;
    }
    throw new MalformedImageException(
        "file header", number, "more than " + MAX_LINKS + " hard links in turn");
  }

  @Override
  protected UnixDirectoryScan<RomfsHeader> entries(
      UnixNode<RomfsHeader> directory, RomfsHeader inode, long at) {
    long start = at == 0 ? inode.info() & -RomfsHeader.ALIGNMENT : at * RomfsHeader.ALIGNMENT;
    return new RomfsDirectory(directory, names(), this::header, start);
  }

  @Override
  protected ByteSource content(RomfsHeader inode) {
    return pages.volume().slice(inode.contentStart(), inode.size());
  }

  @Override
  public Map<String, String> properties() {
    return Map.of("size", superblock.size() + " bytes");
  }

  @Override
  public String checkStructures() throws IOException {
    superblock.check(pages.volume());
    return "checksum of the superblock";
  }
}
