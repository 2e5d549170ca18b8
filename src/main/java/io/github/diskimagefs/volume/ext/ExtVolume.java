package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.ByteNames;
import io.github.diskimagefs.volume.DirectoryLookup;
import io.github.diskimagefs.volume.ImageFolder;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.UnixNode;
import io.github.diskimagefs.volume.UnixVolume;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Volume of ext2, ext3 or ext4. */
final class ExtVolume extends UnixVolume<Inode> {
  private static final long ROOT = 2;

  private final Superblock superblock;
  private final VolumeJournal journal;
  private final ChunkCache cache;
  private final MetadataChecksums checksums;
  private final InodeTable inodes;
  private final InodeContent contents;
  private final boolean typed;
  private final UnixNode<Inode> root;
  private final String label;
  private final long free;
  private final DirectoryLookup foldedLookup = new DirectoryLookup(FoldedNames::of);

  /**
   * Opens a volume, its journal replayed in memory.
   *
   * @param found its superblock, or the copy that stands in for it
   * @param folder the image's folder, where the journal may be
   */
  static ExtVolume open(
      ByteSource volume,
      Superblock found,
      ChunkCache cache,
      ImageFolder folder,
      ImageOptions options)
      throws IOException {
    VolumeJournal journal = VolumeJournal.read(volume, found, cache, folder);
    try {
      Superblock superblock = found;
      if (journal.bytes() != volume) {
        superblock = SuperblockFinder.find(journal.bytes());
        superblock.features().requireSupported();
      }
      return new ExtVolume(journal, superblock, cache, options);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, journal);
      throw e;
    }
  }

  private ExtVolume(
      VolumeJournal journal, Superblock superblock, ChunkCache cache, ImageOptions options)
      throws IOException {
    super(superblock.features().type(), new ByteNames(options.charset().orElse(null)));
    this.superblock = superblock;
    this.journal = journal;
    this.cache = cache;
    ByteSource bytes = journal.bytes();
    this.checksums = new MetadataChecksums(superblock, options.verify());
    checksums.checkSuperblock(superblock.struct());
    MetadataBlocks blocks = new MetadataBlocks(bytes, cache, superblock);
    BlockGroups groups = new BlockGroups(superblock, blocks, checksums);
    this.inodes = InodeTable.of(superblock, groups, bytes, cache, checksums, journal.fastCommits());
    this.contents = new InodeContent(blocks, inodes);
    this.typed = superblock.features().has(ExtFeature.FILETYPE);
    Inode inode = inodes.read(ROOT);
    if (!inode.directory()) {
      throw inodes.struct(ROOT).malformed("the root is of mode %o, not a directory", inode.mode());
    }
    this.root = UnixNode.root(ROOT, inode);
    this.label = superblock.label();
    this.free = superblock.free();
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
  public Node root() {
    return root;
  }

  @Override
  protected Inode readInode(long number) throws IOException {
    return inodes.read(number);
  }

  @Override
  protected DirectoryLookup lookup(Inode directory) {
    return directory.is(Inode.FLAG_CASEFOLD) ? foldedLookup : super.lookup(directory);
  }

  @Override
  protected ExtDirectoryEntries entries(UnixNode<Inode> directory, Inode inode, long at)
      throws IOException {
    EntryChanges changed = journal.fastCommits().changedEntries(inode.number());
    return new ExtDirectoryEntries(
        directory,
        names(),
        new DirectoryBlocks(contents.directory(inode), inode, superblock.blockSize(), checksums),
        typed,
        changed == null ? null : changed.result(inode.is(Inode.FLAG_CASEFOLD)),
        at,
        inode.is(Inode.FLAG_ENCRYPTED) ? entry -> noKeyName(inode, entry) : null);
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

  @Override
  protected ByteSource content(Inode inode) throws IOException {
    if (inode.is(Inode.FLAG_ENCRYPTED) && inode.regular()) {
      throw new UnsupportedImageException("ext4 encryption (fscrypt)");
    }
    return contents.open(inode);
  }

  @Override
  protected String shownTarget(Inode link, byte[] target) throws IOException {
    return link.is(Inode.FLAG_ENCRYPTED)
        ? NoKeyName.of(0, encryptedTarget(target).bytes())
        : super.shownTarget(link, target);
  }

  /** Returns the encrypted bytes of a target ({@code struct fscrypt_symlink_data}). */
  private static Struct encryptedTarget(byte[] content) throws MalformedImageException {
    Struct data = Struct.of("encrypted link", content, 0, ByteOrder.LITTLE_ENDIAN);
    return data.slice(2, data.u16(0));
  }

  @Override
  protected long shownSize(Inode inode) throws IOException {
    if (!inode.symbolicLink() || !inode.is(Inode.FLAG_ENCRYPTED)) {
      return inode.size();
    }
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
    return contents.attributes(inode(node)).names();
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    return contents.attributes(inode(node)).open(name);
  }

  @Override
  public String checkStructures() throws IOException {
    String figures = VolumeChecksums.check(superblock, journal.bytes(), cache, this::path);
    FastCommits fast = journal.fastCommits();
    if (figures != null && fast.count() > 0) {
      figures += ", " + fast.count() + " fast commits";
    }
    return figures == null || fast.ignored().isEmpty() ? figures : figures + ", " + fast.ignored();
  }

  /** Searches the tree for an inode; returns its first path, or null. */
  private String path(long inode) throws IOException {
    Deque<NodeCursor> open = new ArrayDeque<>();
    Deque<String> names = new ArrayDeque<>();
    open.push(children(root));
    while (!open.isEmpty()) {
      try {
        Node next = open.peek().next();
        if (next == null) {
          open.pop();
          names.pollLast();
        } else if (next.key().equals(inode)) {
          names.addLast(next.name());
          return '/' + String.join("/", names);
        } else if (next.kind() == Node.Kind.DIRECTORY) {
          open.push(children(next));
          names.addLast(next.name());
        }
      } catch (MalformedImageException e) {
        return null; // the walk over the tree reports this error
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }

  @Override
  public Map<String, String> properties() throws IOException {
    return ExtProperties.of(superblock, journal);
  }
}
