package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.ByteNames;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.PathSafeNames;
import io.github.diskimagefs.volume.PosixVolume;
import io.github.diskimagefs.volume.UniqueNames;
import io.github.diskimagefs.volume.UnixFileType;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Map;

/** Volume of SquashFS. */
final class SquashfsVolume implements PosixVolume {
  /** Its type. */
  static final String TYPE = "squashfs";

  private final SquashfsSuperblock superblock;
  private final MetadataBlocks metadata;
  private final InodeLayout inodes;
  private final SquashfsDirectories directories;
  private final FragmentTable fragments;
  private final DataBlocks data;
  private final SquashfsXattrs xattrs;
  private final ByteNames names;
  private final AlteredNames altered;
  private final DirectoryTree tree = new DirectoryTree();
  private final SquashfsNode root;

  private SquashfsVolume(
      ByteSource image, SquashfsSuperblock superblock, ChunkCache cache, ByteNames names)
      throws IOException {
    this.superblock = superblock;
    this.metadata = new MetadataBlocks(image, superblock, cache);
    this.inodes = InodeLayout.of(superblock, IdTable.open(image, metadata, superblock));
    this.directories = new SquashfsDirectories(superblock, metadata);
    this.fragments = FragmentTable.of(image, superblock, metadata);
    this.data = new DataBlocks(image, superblock, cache);
    this.xattrs = new SquashfsXattrs(image, superblock, metadata);
    this.names = names;
    this.altered = new AlteredNames(names);
    SquashfsInode inode = read(cursor(), superblock.root());
    if (!inode.is(UnixFileType.DIRECTORY)) {
      throw new MalformedImageException(
          InodeLayout.INODE, inode.base().reference(), "the root is not a directory");
    }
    this.root = SquashfsNode.root(inode);
  }

  /** Opens the volume at the start of a source. */
  static SquashfsVolume open(ByteSource source, ChunkCache cache, ImageOptions options)
      throws IOException {
    SquashfsSuperblock superblock = SquashfsSuperblock.read(source);
    ByteSource image = source.slice(0, Math.min(superblock.bytesUsed(), source.size()));
    return new SquashfsVolume(
        image, superblock, cache, new ByteNames(options.charset().orElse(null)));
  }

  private MetadataCursor cursor() {
    return new MetadataCursor(metadata, superblock.directoryTable());
  }

  private SquashfsInode read(MetadataCursor cursor, long reference) throws IOException {
    cursor.seek(MetadataPlace.of(superblock.inodeTable(), reference));
    return inodes.read(cursor, reference);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String label() {
    return "";
  }

  @Override
  public long size() {
    return superblock.bytesUsed();
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    SquashfsInode inode = inode(directory);
    if (!inode.is(UnixFileType.DIRECTORY)) {
      return null;
    }
    SquashfsNode parent = (SquashfsNode) directory;
    if (PathSafeNames.clean(name).equals(name)) {
      for (byte[] bytes : names.bytes(name)) {
        Listing found = directories.find(inode, bytes);
        if (found != null) {
          return resolve(parent, name, found, cursor());
        }
      }
    }
    long position = altered.find(parent.reference(), name, () -> directories.list(inode));
    return position < 0 ? null : childAt(parent, inode, name, position);
  }

  /** Returns the child at a position of the listing, whose name was altered. */
  private Node childAt(SquashfsNode parent, SquashfsInode inode, String name, long position)
      throws IOException {
    Listing listing = directories.list(inode);
    while (listing.next()) {
      if (listing.position() == position) {
        return resolve(parent, name, listing, cursor());
      }
    }
    return null;
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    SquashfsNode parent = (SquashfsNode) directory;
    Listing listing = directories.list(inode(parent));
    MetadataCursor cursor = cursor();
    UniqueNames unique = new UniqueNames(16);
    return () ->
        listing.next()
            ? resolve(
                parent,
                unique.addWithSuffix(PathSafeNames.clean(names.text(listing.name()))),
                listing,
                cursor)
            : null;
  }

  /** Reads the inode; a broken one is this entry's alone and says so when it is opened. */
  private SquashfsNode resolve(
      SquashfsNode parent, String name, Listing entry, MetadataCursor cursor) throws IOException {
    SquashfsInode inode;
    try {
      inode = read(cursor, entry.reference());
    } catch (ClosedChannelException e) {
      throw e; // says nothing of the entry
    } catch (IOException e) {
      return parent.damaged(name, entry);
    }
    return parent.child(name, entry, inode, tree);
  }

  /** Returns the inode; a broken one is read once more for the exception that says why. */
  private SquashfsInode inode(Node entry) throws IOException {
    SquashfsNode node = (SquashfsNode) entry;
    if (node.closed()) {
      throw new MalformedImageException(
          ListingLayout.ENTRY,
          MalformedImageException.NO_OFFSET,
          "directory \"" + node.name() + "\" is within itself or in several others");
    }
    return node.inode() != null ? node.inode() : read(cursor(), node.reference());
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    SquashfsInode inode = inode(file);
    if (!inode.is(UnixFileType.REGULAR)) {
      return new ArraySource(inode.is(UnixFileType.SYMBOLIC_LINK) ? bytes(inode) : new byte[0]);
    }
    boolean blocks = inode.size() >= superblock.blockSize() || !inode.hasFragment();
    int stored =
        blocks ? SquashfsSuperblock.FLAG_STORED_DATA : SquashfsSuperblock.FLAG_STORED_FRAGMENTS;
    return new FileContent(
        data,
        fragments,
        inode,
        new BlockList(metadata, superblock, inode),
        !superblock.has(stored));
  }

  @Override
  public String target(Node link) throws IOException {
    return names.text(bytes(inode(link)));
  }

  private byte[] bytes(SquashfsInode link) throws IOException {
    MetadataCursor cursor = cursor();
    cursor.seek(link.tail());
    return cursor.take("SquashFS symbolic link", (int) link.size()).bytes();
  }

  @Override
  public List<String> attributes(Node node) throws IOException {
    return List.copyOf(xattrs.names(inode(node)).keySet());
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    MetadataPlace value = xattrs.names(inode(node)).get(name);
    return value == null ? null : xattrs.value(value);
  }

  @Override
  public Map<String, String> properties() {
    return SquashfsProperties.of(superblock);
  }

  /** Drops the decoded blocks; the image stays open. */
  @Override
  public void close() {
    metadata.close();
    data.close();
  }
}
