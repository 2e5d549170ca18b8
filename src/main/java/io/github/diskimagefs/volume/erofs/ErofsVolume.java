package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.ByteNames;
import io.github.diskimagefs.volume.MetadataPages;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.UnixNode;
import io.github.diskimagefs.volume.UnixVolume;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Volume of EROFS. */
final class ErofsVolume extends UnixVolume<ErofsInode> {
  static final String TYPE = "erofs";

  private final ErofsSuperblock superblock;
  private final ErofsDevices devices;
  private final MetadataPages pages;
  private final InodeReader inodes;
  private final ErofsContent contents;
  private final NamePrefixes prefixes;
  private final UnixNode<ErofsInode> root;
  private final String label;

  /** Opens a volume. */
  static ErofsVolume open(VolumeSource source, ErofsSuperblock superblock, ImageOptions options)
      throws IOException {
    ByteSource volume = source.track();
    if (options.verify() && superblock.hasChecksum()) {
      superblock.check(volume);
    }
    ErofsDevices devices = ErofsDevices.open(volume, superblock, source.folder());
    try {
      return new ErofsVolume(
          source, superblock, devices, new ByteNames(options.charset().orElse(null)));
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, devices);
      throw e;
    }
  }

  private ErofsVolume(
      VolumeSource source, ErofsSuperblock superblock, ErofsDevices devices, ByteNames names)
      throws IOException {
    super(TYPE, names);
    this.superblock = superblock;
    this.devices = devices;
    this.pages = new MetadataPages(devices.primary(), source.cache(), ByteOrder.LITTLE_ENDIAN);
    this.inodes = new InodeReader(superblock, pages);
    this.contents = new ErofsContent(superblock, devices, inodes, source.cache());
    this.prefixes = new NamePrefixes(superblock, contents, devices.primary());
    this.label = superblock.label();
    ErofsInode inode = inodes.read(superblock.rootNid());
    if (!inode.directory()) {
      throw superblock.struct().malformed("the root is of mode %o, not a directory", inode.mode());
    }
    this.root = UnixNode.root(superblock.rootNid(), inode);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public long size() {
    long size = sizeInImage();
    for (ErofsDevices.Device device : devices.further()) {
      size += device.blocks() << superblock.blockBits();
    }
    return size;
  }

  @Override
  public long sizeInImage() {
    return superblock.blocks() << superblock.blockBits();
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  protected ErofsInode readInode(long number) throws IOException {
    return inodes.read(number);
  }

  @Override
  protected ErofsDirectory entries(UnixNode<ErofsInode> directory, ErofsInode inode, long at)
      throws IOException {
    ByteSource content = content(inode);
    // Directories may be compressed, so that their size is no measure of the volume's.
    content.requireWhole();
    return new ErofsDirectory(directory, names(), content, superblock.blockSize(), at);
  }

  @Override
  protected UnixNode<ErofsInode> find(UnixNode<ErofsInode> directory, ErofsInode inode, String name)
      throws IOException {
    try {
      for (byte[] bytes : names().bytes(name)) {
        UnixNode<ErofsInode> found = entries(directory, inode, 0).find(bytes);
        if (found != null && found.name().equals(name)) {
          return found;
        }
      }
      return null;
    } catch (MalformedImageException e) {
      return null; // the search of the whole directory reports the error
    }
  }

  @Override
  protected ByteSource content(ErofsInode inode) throws IOException {
    return contents.open(inode);
  }

  @Override
  public List<String> attributes(Node node) throws IOException {
    return attributes(inode(node)).names();
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    return attributes(inode(node)).open(name);
  }

  private ErofsAttributes attributes(ErofsInode inode) throws IOException {
    return ErofsAttributes.read(inode, pages, superblock.xattrStart(), prefixes);
  }

  @Override
  public Map<String, String> properties() throws IOException {
    return ErofsProperties.of(superblock, devices);
  }

  @Override
  public String checkStructures() throws IOException {
    if (!superblock.hasChecksum()) {
      return null;
    }
    superblock.check(devices.primary());
    return "checksum of the superblock";
  }

  @Override
  public void close() throws IOException {
    contents.close();
    devices.close();
  }
}
