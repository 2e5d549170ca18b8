package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.crypto.AesXts;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.VerifiedSource;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.apple.Decmpfs;
import io.github.diskimagefs.volume.apple.FinderInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Volume of APFS, or a snapshot of one. */
final class ApfsVolume implements Volume {
  private static final String RESOURCE_FORK = "com.apple.ResourceFork"; // RSRC_FORK_EA_NAME
  private static final String SYSTEM = "com.apple.system.";
  private static final int MAX_TARGET_BYTES = 4096; // macOS accepts 1024

  static final long ROOT = 2; // ROOT_DIR_INO_NUM

  private static final int DT_DIR = 4;

  /** Upper half of inode numbers of a system volume (UNIFIED_ID_SPACE_MARK). */
  private static final long SYSTEM_INODES = 0x0800_0000L;

  private final ApfsContainer container;
  private final VolumeSuperblock superblock;
  private final VolumeProperties properties;
  private final ObjectMap objects;
  private final long xid;
  private final FileSystemTree tree;
  private final DataStreams streams;
  private final ApfsXattrs attributes;
  private final ApfsNames names;
  private final CachedChunks chunks;
  private final CachedChunks systemChunks;
  private final DirectoryTree directories = new DirectoryTree();
  private final ApfsNode root;

  /** Hashes that data are compared with when they are read; null if they are not. */
  private final DataHashes hashes;

  /**
   * Opens the tree of a volume.
   *
   * @param superblock of the volume or of a snapshot
   * @param objects the volume's object map
   * @param xid transaction to show
   * @param cipher decrypts metadata and data, or null
   * @param verify whether nodes and data are compared with the hashes of the seal when they are
   *     read
   */
  ApfsVolume(
      ApfsContainer container,
      VolumeSuperblock superblock,
      VolumeProperties properties,
      ObjectMap objects,
      long xid,
      AesXts cipher,
      boolean verify)
      throws IOException {
    this.container = container;
    this.superblock = superblock;
    this.properties = properties;
    this.objects = objects;
    this.xid = xid;
    ContainerBlocks blocks = container.blocks();
    this.chunks = new CachedChunks(blocks.cache());
    this.systemChunks = new CachedChunks(blocks.cache());
    IntegrityMetadata seal = verify ? seal() : null;
    String name = "file-system node";
    ApfsTree.Locator locator = oid -> objects.require(name, oid, xid);
    ApfsNodeLoader nodes = new ApfsNodeLoader(name, blocks, locator, cipher, seal);
    this.tree = new FileSystemTree(new ApfsTree(nodes, superblock.rootTreeOid()));
    this.hashes = seal == null ? null : new DataHashes(seal, tree, blocks.blockSize());
    ApfsTree sealedExtents =
        superblock.sealed() && superblock.extentTreeOid() != 0
            ? ApfsTree.physical("file extent node", blocks, superblock.extentTreeOid())
            : null;
    this.streams =
        new DataStreams(
            blocks, tree, sealedExtents, cipher == null ? null : new XtsBlocks(blocks, cipher));
    this.attributes = new ApfsXattrs(tree, streams);
    this.names = new ApfsNames(tree, superblock.hashedNames(), !superblock.caseSensitive());
    this.root = new ApfsNode(this, "", ROOT, DT_DIR, ROOT, 0);
    if (root.inode().type() != InodeRecord.DIRECTORY) {
      throw new MalformedImageException(
          "inode", MalformedImageException.NO_OFFSET, "the root is no directory");
    }
  }

  @Override
  public void close() {
    chunks.close();
    systemChunks.close();
  }

  @Override
  public boolean hasSnapshots() {
    return true;
  }

  @Override
  public String type() {
    return ViewName.APFS.option();
  }

  @Override
  public String label() {
    return superblock.label();
  }

  @Override
  public long size() {
    return container.size();
  }

  @Override
  public long free() {
    return container.free();
  }

  @Override
  public boolean posix() {
    return true;
  }

  @Override
  public Node root() {
    return root;
  }

  /** Reads an inode. */
  InodeRecord inode(long id) throws IOException {
    Struct value = tree.find(id, FileSystemTree.INODE);
    if (value == null) {
      throw new MalformedImageException(
          "inode", MalformedImageException.NO_OFFSET, "no record of inode " + id);
    }
    return InodeRecord.read(value);
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    ApfsNode parent = (ApfsNode) directory;
    if (parent.inode().type() != InodeRecord.DIRECTORY) {
      return null;
    }
    int detours = detours(parent);
    ApfsNames.Named found = names.find(parent.id(), name);
    return found == null ? null : node(found, detours);
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    ApfsNode parent = (ApfsNode) directory;
    InodeRecord inode = parent.inode();
    if (inode.type() != InodeRecord.DIRECTORY) {
      throw new MalformedImageException(
          "inode", parent.place(), "\"" + parent.name() + "\" is no directory");
    }
    int detours = detours(parent);
    ApfsNames.Listing listing = names.list(parent.id(), Integer.toUnsignedLong(inode.links()));
    return () -> {
      ApfsNames.Named next = listing.next();
      return next == null ? null : node(next, detours);
    };
  }

  private ApfsNode node(ApfsNames.Named named, int detours) {
    EntryRecord entry = named.entry();
    return new ApfsNode(this, named.name(), entry.inode(), entry.type(), entry.place(), detours);
  }

  /** Refuses a directory that is in too many others. */
  private int detours(ApfsNode directory) throws MalformedImageException {
    return directories.requireOpen(
        directory.id() & Long.MAX_VALUE,
        directory.place(),
        directory.above(),
        directory.name(),
        "directory entry",
        directory.place());
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    ApfsNode node = (ApfsNode) file;
    InodeRecord inode = node.inode();
    return content(node.id(), inode, hashes);
  }

  /**
   * Opens the content of a file.
   *
   * @param stored hashes that the content is compared with if it has any, or null
   */
  private ByteSource content(long id, InodeRecord inode, DataHashes stored) throws IOException {
    Decmpfs compressed = compression(id, inode);
    ByteSource content = compressed == null ? data(id, inode) : compressed.open();
    if (stored == null) {
      return content;
    }
    long object = inode.streamId();
    if (compressed != null) {
      object = compressed.inResourceFork() ? attributes.streamId(id, RESOURCE_FORK) : id;
    }
    return stored.has(object) ? stored.verified("data of inode " + id, content, object) : content;
  }

  /**
   * Compares the content of a file with its hashes.
   *
   * @return the number of hashes
   */
  private long compare(DataHashes stored, long id, InodeRecord inode) throws IOException {
    try {
      return content(id, inode, stored) instanceof VerifiedSource content ? content.verifyAll() : 0;
    } catch (MalformedImageException e) {
      String path = InodePath.find(tree, id);
      throw path == null ? e : e.withPath(path);
    }
  }

  private ByteSource data(long id, InodeRecord inode) throws IOException {
    return streams.open("data stream of inode " + id, inode.streamId(), inode.size());
  }

  /** Returns the length of a file's content or a link's target, 0 if it cannot be read. */
  long size(ApfsNode node, InodeRecord inode) {
    try {
      if (inode.type() == InodeRecord.SYMBOLIC_LINK) {
        return targetBytes(node).length;
      }
      Decmpfs compressed = compression(node.id(), inode);
      return compressed == null ? inode.size() : compressed.size();
    } catch (IOException e) {
      // Ignored: opening the entry reports the error.
      return inode.hasExpandedSize() ? inode.expandedSize() : inode.size();
    }
  }

  /** Returns the compression of a file; null if it is not compressed, whatever its flag says. */
  private Decmpfs compression(long id, InodeRecord inode) throws IOException {
    if (!inode.compressed()) {
      return null;
    }
    ByteSource attribute = attributes.value(id, Decmpfs.ATTRIBUTE);
    return attribute == null
        ? null
        : Decmpfs.read(attribute, () -> resourceFork(id), chunks(id), id);
  }

  /** Returns the chunks that a file has a part of: their numbers have 32 bits of the inode's. */
  private CachedChunks chunks(long id) {
    long high = id >>> 32;
    if (high == 0) {
      return chunks;
    }
    return high == SYSTEM_INODES ? systemChunks : new CachedChunks(container.blocks().cache());
  }

  private ByteSource resourceFork(long id) throws IOException {
    ByteSource fork = attributes.value(id, RESOURCE_FORK);
    if (fork == null) {
      throw new MalformedImageException(
          "resource fork", MalformedImageException.NO_OFFSET, "inode " + id + " has none");
    }
    return fork;
  }

  @Override
  public String target(Node link) throws IOException {
    return new String(targetBytes((ApfsNode) link), UTF_8);
  }

  private byte[] targetBytes(ApfsNode link) throws IOException {
    return text("symbolic link", attributes.value(link.id(), ApfsXattrs.SYMLINK));
  }

  /** Reads the text of an attribute up to its NUL; empty if there is no such attribute. */
  private static byte[] text(String structure, ByteSource attribute) throws IOException {
    if (attribute == null) {
      return new byte[0];
    }
    if (attribute.size() > MAX_TARGET_BYTES) {
      throw new MalformedImageException(
          structure, MalformedImageException.NO_OFFSET, "target of " + attribute.size() + " bytes");
    }
    byte[] text = new byte[(int) attribute.size()];
    attribute.readFully(0, ByteBuffer.wrap(text));
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return Arrays.copyOf(text, length);
  }

  /** Returns the path in the data volume that a firmlink leads to, or null if it is none. */
  String firmlink(ApfsNode directory) throws IOException {
    ByteSource path = attributes.value(directory.id(), ApfsXattrs.FIRMLINK);
    return path == null ? null : new String(text("firmlink", path), UTF_8);
  }

  /** Returns the identifier that distinguishes the volume in its group. */
  UUID uuid() {
    return superblock.uuid();
  }

  @Override
  public List<String> attributes(Node node) throws IOException {
    ApfsNode entry = (ApfsNode) node;
    InodeRecord inode = entry.inode();
    Decmpfs compressed = compression(entry.id(), inode);
    Set<String> shown = new LinkedHashSet<>();
    if (inode.finder() != null) {
      shown.add(FinderInfo.ATTRIBUTE);
    }
    for (String name : attributes.names(entry.id())) {
      boolean hidden =
          name.startsWith(SYSTEM)
              || (compressed != null && name.equals(Decmpfs.ATTRIBUTE))
              || (compressed != null && compressed.inResourceFork() && name.equals(RESOURCE_FORK));
      if (!hidden) {
        shown.add(name);
      }
    }
    return List.copyOf(shown);
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    ApfsNode entry = (ApfsNode) node;
    InodeRecord inode = entry.inode();
    ByteSource value = attributes.value(entry.id(), name);
    if (value == null && name.equals(FinderInfo.ATTRIBUTE) && inode.finder() != null) {
      return inode.finder().source();
    }
    return value;
  }

  /** Checks the trees; those of a snapshot share their object map with the volume. */
  @Override
  public String checkStructures() throws IOException {
    IntegrityMetadata metadata = seal();
    SealCheck seal = null;
    if (metadata != null) {
      int blockSize = container.blocks().blockSize();
      DataHashes stored = new DataHashes(metadata, tree, blockSize);
      seal = new SealCheck(metadata, (id, inode) -> compare(stored, id, inode), blockSize);
    }
    return new VolumeCheck(superblock).run(objects, tree, furtherTrees(), seal);
  }

  /**
   * Opens the trees whose nodes are named by their blocks: the extents of a sealed volume and, of
   * the live state, the snapshots and the owners of extents.
   */
  private List<ApfsTree> furtherTrees() throws IOException {
    List<ApfsTree> trees = new ArrayList<>();
    addTree(trees, "file extent node", superblock.sealed() ? superblock.extentTreeOid() : 0);
    if (xid == container.superblock().xid() && !superblock.encrypted()) {
      addTree(trees, "extent reference node", superblock.referenceTreeOid());
      addTree(trees, "snapshot metadata node", superblock.snapshotTreeOid());
    }
    return trees;
  }

  private void addTree(List<ApfsTree> trees, String name, long block) throws IOException {
    if (block != 0) {
      trees.add(ApfsTree.physical(name, container.blocks(), block));
    }
  }

  /** Reads the metadata of the seal; returns null if the volume is not sealed, or no more. */
  private IntegrityMetadata seal() throws IOException {
    if (!superblock.sealed() || superblock.integrityOid() == 0) {
      return null;
    }
    long oid = superblock.integrityOid();
    long block = objects.require("integrity metadata", oid, xid).block();
    IntegrityMetadata metadata = IntegrityMetadata.read(container.blocks(), block);
    return metadata.broken() ? null : metadata;
  }

  @Override
  public Map<String, String> properties() throws IOException {
    return properties.describe(superblock, container);
  }
}
