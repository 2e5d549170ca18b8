package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.DirectoryLookup;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.PosixVolume;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An open UDF volume. */
final class UdfVolume implements PosixVolume {
  private final UdfProperties properties;
  private final LogicalVolumeSpace space;
  private final LogicalVolumeSpace mirrored;
  private final UdfNode root;
  private final BufferPool buffers;
  private final DirectoryTree tree = new DirectoryTree();
  private final DirectoryLookup lookup = new DirectoryLookup(UnaryOperator.identity());

  private UdfVolume(UdfProperties properties, LogicalVolumeSpace space, UdfNode root) {
    this.properties = properties;
    this.space = space;
    this.mirrored = space.mirrored();
    this.root = root;
    this.buffers = BlockReader.buffers();
  }

  /**
   * Opens the volume whose anchors were found.
   *
   * @param version {@code NSR02} or {@code NSR03}, for the facts
   */
  static UdfVolume open(VolumeSource source, String version, List<Anchor> anchors)
      throws IOException {
    DescriptorSequence sequence = DescriptorSequence.read(source.bytes(), anchors);
    PartitionMapper.Result made = PartitionMapper.of(source, sequence);
    FileSet fileSet = FileSet.read(made.space(), sequence.logical().fileSet());
    FileEntry entry = Icb.read(made.space(), fileSet.root());
    if (!entry.directory()) {
      throw new MalformedImageException(
          "File Set Descriptor",
          MalformedImageException.NO_OFFSET,
          "the root is no directory but of file type " + entry.type());
    }
    LogicalVolumeIntegrity integrity =
        LogicalVolumeIntegrity.read(
            source.bytes(), sequence.logical().integrity(), sequence.sectorSize());
    UdfProperties properties =
        new UdfProperties(version, sequence, made.volumeIdentifier(), fileSet, integrity);
    return new UdfVolume(properties, made.space(), UdfNode.root(fileSet.root(), entry));
  }

  /**
   * This volume.
   *
   * @throws IOException if its root directory cannot be read: where there is another tree on the
   *     disc, that one is of more use
   */
  UdfVolume readable() throws IOException {
    identifiers(root.entry(), 0).next();
    return this;
  }

  /**
   * Returns whether this volume was recorded after another one in the same place, or is the only
   * one of the two whose blocks are sectors (UDF 2.2.4.2).
   */
  boolean supersedes(UdfVolume other) {
    boolean consistent = properties.consistent();
    return consistent == other.properties.consistent()
        ? properties.recorded() > other.properties.recorded()
        : consistent;
  }

  @Override
  public String type() {
    return ViewName.UDF.option();
  }

  @Override
  public String label() {
    return properties.label();
  }

  @Override
  public long size() {
    return properties.size();
  }

  @Override
  public long free() {
    return properties.free();
  }

  @Override
  public long folders() {
    return properties.folders();
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    UdfNode parent = (UdfNode) directory;
    Node found = lookup.find(parent.key(), name, place -> names(parent, place));
    if (found == null) {
      return null;
    }
    BlockReader reader = BlockReader.single(space, buffers);
    // A renamed entry is kept with the directory node of an earlier search.
    UdfNode node = UdfDirectoryCursor.resolve(((UdfNode) found).under(parent), reader, tree);
    reader.release();
    return node;
  }

  /** Returns the entries from a place on, their file entries not read. */
  private UdfDirectoryCursor names(UdfNode directory, long place) throws IOException {
    return new UdfDirectoryCursor(
        directory,
        identifiers(entry(directory), place * UdfDirectoryCursor.PLACE_UNIT),
        null,
        null);
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    UdfNode parent = (UdfNode) directory;
    FileEntry entry = entry(parent);
    BlockReader reader = BlockReader.ahead(space, buffers, entry.size());
    return new UdfDirectoryCursor(parent, identifiers(entry, 0), reader, tree);
  }

  /** Directories come without their file entries, each of which takes a read of its own. */
  @Override
  public NodeCursor outline(Node directory) throws IOException {
    UdfNode parent = (UdfNode) directory;
    FileEntry entry = entry(parent);
    BlockReader reader = BlockReader.ahead(space, buffers, entry.size());
    return UdfDirectoryCursor.outline(parent, identifiers(entry, 0), reader, tree);
  }

  private FileIdentifiers identifiers(FileEntry entry, long position) throws IOException {
    return new FileIdentifiers(
        Allocation.content(space, entry),
        mirrored == null ? null : () -> Allocation.recorded(mirrored, entry),
        position);
  }

  /**
   * Reads all descriptors of the tree, those of directories with their CRC, which listing a
   * directory does not look at.
   */
  @Override
  public String checkStructures() throws IOException {
    Deque<UdfDirectoryCursor> open = new ArrayDeque<>();
    open.push(strict(root));
    long directories = 1;
    long entries = 0;
    while (!open.isEmpty()) {
      UdfNode node = open.peek().next();
      if (node == null) {
        open.pop();
      } else {
        entries++;
        if (node.kind() == Node.Kind.DIRECTORY) {
          directories++;
          open.push(strict(node));
        }
      }
    }
    return directories + " directories and " + entries + " entries with the CRC of their tags";
  }

  private UdfDirectoryCursor strict(UdfNode directory) throws IOException {
    FileEntry entry = entry(directory);
    return new UdfDirectoryCursor(
        directory,
        FileIdentifiers.strict(Allocation.content(space, entry)),
        BlockReader.ahead(space, buffers, entry.size()),
        tree);
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    return Allocation.content(space, entry((UdfNode) file));
  }

  @Override
  public String target(Node link) throws IOException {
    return SymbolicLink.target(open(link));
  }

  @Override
  public List<String> attributes(Node node) throws IOException {
    return new ExtendedAttributesAndStreams(space, entry((UdfNode) node)).names();
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    return new ExtendedAttributesAndStreams(space, entry((UdfNode) node)).value(name);
  }

  @Override
  public Map<String, String> properties() {
    return properties.all();
  }

  /** The file entry; a broken one is read once more for the exception that says why. */
  private FileEntry entry(UdfNode node) throws IOException {
    if (node.closed()) {
      throw new MalformedImageException(
          "File Identifier Descriptor",
          MalformedImageException.NO_OFFSET,
          "directory \"" + node.name() + "\" lies within itself or in several others");
    }
    return node.entry() != null ? node.entry() : Icb.read(space, node.icb());
  }
}
