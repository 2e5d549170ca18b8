package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.volume.DirectoryLookup;
import io.github.diskimagefs.volume.DirectoryScan;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.PathSafeNames;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An ISO 9660 volume that shows one of its directory hierarchies. */
final class IsoVolume implements Volume {
  private final DescriptorSet set;
  private final Hierarchy hierarchy;
  private final EntryRecords records;
  private final DirectoryReader directories;
  private final IsoXattrs attributes;
  private final DirectoryLookup lookup;
  private final CachedChunks zisofsBlocks;
  private final IsoNode root;

  /**
   * Opens a hierarchy.
   *
   * @param skip bytes of each system use field before the entries of Rock Ridge
   * @param charset of names, or null: UTF-8, and ISO 8859-1 where they are not UTF-8
   * @throws MalformedImageException if its root directory cannot be found
   */
  IsoVolume(
      VolumeSource source,
      DescriptorSet set,
      VolumeDescriptor descriptor,
      HierarchyKind kind,
      int skip,
      Charset charset)
      throws IOException {
    this.set = set;
    this.hierarchy = new Hierarchy(source, descriptor, kind, skip, new NameDecoder(kind, charset));
    this.records = new EntryRecords(hierarchy);
    DirectoryLocator locator = new DirectoryLocator(hierarchy.image(), descriptor);
    this.directories = new DirectoryReader(hierarchy, locator, records);
    this.attributes = new IsoXattrs(source, records);
    this.lookup =
        new DirectoryLookup(
            hierarchy.rockRidge() ? UnaryOperator.identity() : PathSafeNames::foldCase);
    this.zisofsBlocks = new CachedChunks(source.cache());
    this.root = RootDirectory.read(hierarchy, locator, set.recovered());
  }

  /**
   * Looks for Rock Ridge in the first records of the root directory.
   *
   * @return the bytes to skip in each system use field, or -1 if there is no Rock Ridge
   */
  int rockRidge() throws IOException {
    return RockRidgeDetector.detect(hierarchy, root.extent());
  }

  /**
   * Returns whether entries of the root directory have alternate names of Rock Ridge.
   *
   * @param skip bytes of each system use field before the entries of Rock Ridge
   */
  boolean hasAlternateNames(int skip) throws IOException {
    return RockRidgeDetector.hasNames(hierarchy, root.extent(), skip);
  }

  @Override
  public String type() {
    return hierarchy.kind().view();
  }

  @Override
  public String label() {
    try {
      return hierarchy.descriptor().label(hierarchy.names());
    } catch (MalformedImageException e) {
      throw new AssertionError("a descriptor has 2048 bytes", e);
    }
  }

  @Override
  public long size() {
    return hierarchy.descriptor().blocks() * hierarchy.blockSize();
  }

  @Override
  public long folders() throws IOException {
    PathTable table = PathTable.read(hierarchy.image(), hierarchy.descriptor());
    return table == null ? -1 : table.count();
  }

  @Override
  public boolean posix() {
    return hierarchy.rockRidge();
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    IsoNode node = (IsoNode) directory;
    return lookup.find(
        node.key(),
        name,
        new DirectoryLookup.Directory() {
          @Override
          public DirectoryScan scan() throws IOException {
            return children(node);
          }

          @Override
          public Node nodeAt(long cookie) throws IOException {
            return directories.entryAt(node, cookie);
          }
        });
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    return children((IsoNode) directory);
  }

  private DirectoryScan children(IsoNode directory) throws IOException {
    boolean mayHoldRelocated = directory.isRoot() && hierarchy.rockRidge();
    return new DirectoryCursor(
        directories.open(directory), records, mayHoldRelocated ? directories : null);
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    return new FileContent(hierarchy.source(), (IsoNode) file, zisofsBlocks).open();
  }

  @Override
  public String target(Node link) throws IOException {
    return records.linkTarget((IsoNode) link);
  }

  @Override
  public List<String> attributes(Node node) throws IOException {
    return attributes.names((IsoNode) node);
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    return attributes.value((IsoNode) node, name);
  }

  @Override
  public Map<String, String> properties() throws IOException {
    return new DescriptorProperties(set, hierarchy.descriptor(), hierarchy.names()).all();
  }

  /** Drops the decoded blocks; the source stays open. */
  @Override
  public void close() {
    zisofsBlocks.close();
  }
}
