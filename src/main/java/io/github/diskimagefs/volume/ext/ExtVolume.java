package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.DirectoryLookup;
import io.github.diskimagefs.volume.DirectoryScan;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Volume of ext2, ext3 or ext4. */
final class ExtVolume implements Volume {
  private static final long ROOT = 2;
  private static final int MAX_TARGET_BYTES = 65_536; // a block

  private final Superblock superblock;
  private final VolumeJournal journal;
  private final ChunkCache cache;
  private final MetadataChecksums checksums;
  private final InodeTable inodes;
  private final InodeContent contents;
  private final ExtNames names;
  private final boolean typed;
  private final ExtNode root;
  private final String label;
  private final long free;
  private final DirectoryTree tree = new DirectoryTree();
  private final DirectoryLookup lookup = new DirectoryLookup(UnaryOperator.identity());
  private final DirectoryLookup foldedLookup = new DirectoryLookup(ExtNames::fold);

  /**
   * Opens a volume, its journal replayed in memory.
   *
   * @param found its superblock, or the copy that stands in for it
   */
  static ExtVolume open(ByteSource volume, Superblock found, ChunkCache cache, ImageOptions options)
      throws IOException {
    VolumeJournal journal = VolumeJournal.read(volume, found, cache);
    Superblock superblock = found;
    if (journal.bytes() != volume) {
      superblock = SuperblockFinder.find(journal.bytes());
      superblock.features().requireSupported();
    }
    return new ExtVolume(journal, superblock, cache, options);
  }

  private ExtVolume(
      VolumeJournal journal, Superblock superblock, ChunkCache cache, ImageOptions options)
      throws IOException {
    this.superblock = superblock;
    this.journal = journal;
    this.cache = cache;
    ByteSource bytes = journal.bytes();
    this.checksums = new MetadataChecksums(superblock, options.verify());
    checksums.checkSuperblock(superblock.struct());
    MetadataBlocks blocks = new MetadataBlocks(bytes, cache, superblock);
    BlockGroups groups = new BlockGroups(superblock, blocks, checksums);
    this.inodes = new InodeTable(superblock, groups, bytes, cache, checksums);
    this.contents = new InodeContent(blocks, checksums, inodes);
    this.names = new ExtNames(options.charset().orElse(null));
    this.typed = superblock.features().has(ExtFeature.FILETYPE);
    Inode inode = inodes.read(ROOT);
    if (!inode.directory()) {
      throw inodes.struct(ROOT).malformed("the root is of mode %o, not a directory", inode.mode());
    }
    this.root = ExtNode.root(inode);
    this.label = superblock.label();
    this.free = superblock.free();
  }

  @Override
  public String type() {
    return superblock.features().type();
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public long size() {
    return superblock.size();
  }

  @Override
  public long free() {
    return free;
  }

  @Override
  public boolean posix() {
    return true;
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    ExtNode parent = (ExtNode) directory;
    Inode inode = inode(parent);
    if (!inode.directory()) {
      return null;
    }
    DirectoryLookup finder = inode.is(Inode.FLAG_CASEFOLD) ? foldedLookup : lookup;
    Node found =
        finder.find(
            parent.key(),
            name,
            new DirectoryLookup.Directory() {
              @Override
              public DirectoryScan scan() throws IOException {
                return entries(parent, inode, 0, false);
              }

              @Override
              public Node nodeAt(long place) throws IOException {
                return entries(parent, inode, place * ExtDirectoryEntries.PLACE_UNIT, false).next();
              }
            });
    // A renamed entry is kept with the directory node of an earlier search.
    return found == null ? null : resolve(((ExtNode) found).under(parent));
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    ExtNode parent = (ExtNode) directory;
    return entries(parent, inode(parent), 0, true);
  }

  private ExtDirectoryEntries entries(
      ExtNode directory, Inode inode, long position, boolean resolved) throws IOException {
    DirectoryBlocks content =
        new DirectoryBlocks(contents.directory(inode), inode, superblock.blockSize(), checksums);
    return new ExtDirectoryEntries(
        content,
        typed,
        position,
        inode.is(Inode.FLAG_ENCRYPTED)
            ? entry -> noKeyName(inode, entry)
            : entry -> names.shown(entry),
        (name, entry, offset) -> {
          ExtNode node = ExtNode.named(directory, name, entry, offset);
          return resolved ? resolve(node) : node;
        });
  }

  /** Returns the name of an entry of an encrypted directory, as Linux shows it without the key. */
  private String noKeyName(Inode directory, DirectoryEntry entry) throws IOException {
    byte[] encrypted = entry.name();
    long hash = 0;
    if (directory.is(Inode.FLAG_CASEFOLD)) {
      hash = entry.hash();
    } else if (superblock.features().has(ExtFeature.DIR_INDEX)) {
      hash = DirectoryHash.of(superblock).hash(encrypted);
    }
    return NoKeyName.of(hash, encrypted);
  }

  /** Reads the inode; a broken one is this entry's alone and says so when it is opened. */
  private ExtNode resolve(ExtNode node) throws IOException {
    Inode inode;
    try {
      inode = inodes.read(node.number());
    } catch (ClosedChannelException e) {
      throw e; // says nothing of the entry
    } catch (IOException e) {
      return node.with(null, 0, tree);
    }
    boolean encrypted = inode.symbolicLink() && inode.is(Inode.FLAG_ENCRYPTED);
    return node.with(inode, encrypted ? noKeyTargetLength(inode) : inode.size(), tree);
  }

  /** Returns the inode; a broken one is read once more for the exception that says why. */
  private Inode inode(ExtNode node) throws IOException {
    if (node.closed()) {
      throw new MalformedImageException(
          "directory entry",
          MalformedImageException.NO_OFFSET,
          "directory \"" + node.name() + "\" is within itself or in several others");
    }
    return node.inode() != null ? node.inode() : inodes.read(node.number());
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    Inode inode = inode((ExtNode) file);
    if (!inode.regular() && !inode.symbolicLink()) {
      return new ArraySource(new byte[0]);
    }
    if (inode.is(Inode.FLAG_ENCRYPTED) && inode.regular()) {
      throw new UnsupportedImageException("ext4 encryption (fscrypt)");
    }
    return contents.open(inode);
  }

  @Override
  public String target(Node link) throws IOException {
    ByteSource content = open(link);
    if (content.size() > MAX_TARGET_BYTES) {
      throw new MalformedImageException(
          "symbolic link",
          MalformedImageException.NO_OFFSET,
          "target of " + content.size() + " bytes");
    }
    byte[] target = new byte[(int) content.size()];
    content.readFully(0, ByteBuffer.wrap(target));
    return inode((ExtNode) link).is(Inode.FLAG_ENCRYPTED)
        ? NoKeyName.of(0, encryptedTarget(target).bytes())
        : names.text(target);
  }

  /** Returns the encrypted bytes of a target ({@code struct fscrypt_symlink_data}). */
  private static Struct encryptedTarget(byte[] content) throws MalformedImageException {
    Struct data = Struct.of("encrypted link", content, 0, ByteOrder.LITTLE_ENDIAN);
    return data.slice(2, data.u16(0));
  }

  private long noKeyTargetLength(Inode inode) throws IOException {
    try {
      ByteSource content = contents.open(inode);
      return NoKeyName.length(
          Struct.read("encrypted link", content, 0, 2, ByteOrder.LITTLE_ENDIAN).u16(0));
    } catch (MalformedImageException e) {
      return 0; // reading the target reports the error
    }
  }

  @Override
  public List<String> attributes(Node node) throws IOException {
    return contents.attributes(inode((ExtNode) node)).names();
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    return contents.attributes(inode((ExtNode) node)).open(name);
  }

  @Override
  public String checkStructures() throws IOException {
    return VolumeChecksums.check(superblock, journal.bytes(), cache, this::path);
  }

  /** Searches the tree for an inode; returns its first path, or null. */
  private String path(long inode) throws IOException {
    Deque<NodeCursor> open = new ArrayDeque<>();
    Deque<String> names = new ArrayDeque<>();
    open.push(children(root));
    while (!open.isEmpty()) {
      try {
        ExtNode node = (ExtNode) open.peek().next();
        if (node == null) {
          open.pop();
          names.pollLast();
        } else if (node.number() == inode) {
          names.addLast(node.name());
          return '/' + String.join("/", names);
        } else if (node.kind() == Node.Kind.DIRECTORY) {
          open.push(children(node));
          names.addLast(node.name());
        }
      } catch (MalformedImageException e) {
        return null; // the walk over the tree reports this error
      }
    }
    return null;
  }

  @Override
  public Map<String, String> properties() throws IOException {
    return ExtProperties.of(superblock, journal);
  }
}
