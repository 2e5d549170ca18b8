package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.ClusterChainSource;
import io.github.diskimagefs.volume.ClusterHeap;
import io.github.diskimagefs.volume.ClusterNode;
import io.github.diskimagefs.volume.ClusterVolume;
import io.github.diskimagefs.volume.DirectoryLookup;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.PathSafeNames;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;

/** Volume of FAT12, FAT16 or FAT32. Its times are local time of an unknown zone, shown as UTC. */
final class FatVolume extends ClusterVolume<FatNode> {
  /** 65,536 entries (FAT specification 6). */
  private static final int MAX_DIRECTORY_BYTES = 2 << 20;

  private static final String ENTRY = "directory entry";
  private static final int BUFFER_BYTES = 32 << 10;

  private final ByteSource volume;
  private final Struct boot;
  private final BiosParameterBlock block;
  private final ClusterHeap heap;
  private final FatTable table;
  private final ShortName shortNames;
  private final BufferPool buffers = new BufferPool(BUFFER_BYTES);
  private final DirectoryLookup lookup = new DirectoryLookup(PathSafeNames::foldCase);
  private final DirectoryLookup aliases = new DirectoryLookup(PathSafeNames::foldCase);

  /** The label once it was looked for; two threads may both look for it. */
  private volatile String label;

  /**
   * Opens a volume.
   *
   * @param boot its boot sector, or the copy of that
   * @param block the parameters of the volume
   * @param charset of short names
   */
  FatVolume(
      ByteSource volume, Struct boot, BiosParameterBlock block, Charset charset, ChunkCache cache)
      throws MalformedImageException {
    super(ENTRY, FatNode.root(block.rootCluster()));
    this.volume = volume;
    this.boot = boot;
    this.block = block.require(boot);
    this.heap = new ClusterHeap(volume, block.dataOffset(), block.clusterSize(), block.clusters());
    this.table = new FatTable(volume, block, heap, cache);
    this.shortNames = new ShortName(charset);
    if (block.fat32() && !heap.has(block.rootCluster())) {
      throw boot.malformed("root directory at cluster %d", block.rootCluster());
    }
  }

  @Override
  public String type() {
    return block.type().volumeType();
  }

  @Override
  public String label() {
    if (label == null) {
      try {
        label = FatLabel.find(content(root()), shortNames, buffers);
      } catch (IOException e) {
        return ""; // reading the directory reports the error
      }
    }
    return label;
  }

  @Override
  public long size() {
    return block.size();
  }

  @Override
  public long free() {
    return FsInfo.freeClusters(volume, block) * block.clusterSize();
  }

  @Override
  protected ClusterNode find(FatNode directory, int above, String name) throws IOException {
    Directory entries = new Directory(directory, above, false);
    FatNode found = (FatNode) lookup.find(directory.key(), name, entries);
    if (found == null && ShortName.possible(name)) {
      Directory shorts = new Directory(directory, above, true);
      FatNode alias = (FatNode) aliases.find(directory.key(), name, shorts);
      found = alias == null ? null : entries.named(alias);
    }
    return found;
  }

  @Override
  protected NodeCursor entries(FatNode directory, int above) throws IOException {
    return new Directory(directory, above, false).scanFrom(0);
  }

  private ClusterChainSource.ToEnd content(FatNode directory) throws IOException {
    if (directory.cluster() != 0) {
      return ClusterChainSource.toEnd(heap, table, directory.cluster(), MAX_DIRECTORY_BYTES);
    }
    // A directory other than the root that has no cluster is empty.
    int size = directory == root() ? block.rootSize() : 0;
    return new ClusterChainSource.ToEnd(volume.slice(block.rootOffset(), size), null);
  }

  /** A directory to be searched. */
  private final class Directory implements DirectoryLookup.PositionedDirectory {
    private final FatNode node;
    private final FatDirectoryCursor.Source source;

    Directory(FatNode node, int detours, boolean aliases) {
      this.node = node;
      this.source =
          new FatDirectoryCursor.Source(
              node.cluster(), detours, block.fat32(), shortNames, aliases);
    }

    @Override
    public FatDirectoryCursor scanFrom(long place) throws IOException {
      return from(place * FatDirectoryCursor.ENTRY);
    }

    /** Returns the entry of a short name as the directory shows it. */
    FatNode named(FatNode alias) throws IOException {
      long first = Math.max(0, (alias.place() & 0xFFFF_FFFFL) - LongName.MAX_PARTS);
      try (FatDirectoryCursor entries = from(first * FatDirectoryCursor.ENTRY)) {
        FatNode node = entries.next();
        while (node != null && node.place() != alias.place()) {
          node = entries.next();
        }
        return node;
      }
    }

    private FatDirectoryCursor from(long position) throws IOException {
      return new FatDirectoryCursor(content(node), buffers, source, position);
    }
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    FatNode node = (FatNode) file;
    return ClusterChainSource.of(heap, table, node.cluster(), node.size());
  }

  @Override
  public String target(Node link) {
    throw new IllegalArgumentException("FAT has no symbolic links");
  }

  @Override
  public Map<String, String> properties() throws IOException {
    return FatProperties.of(boot, block, table);
  }
}
