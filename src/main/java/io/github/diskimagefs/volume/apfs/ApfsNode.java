package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** An entry of a volume: its directory entry, and its inode, which is read on first use. */
final class ApfsNode implements Node {
  private static final int DT_DIR = 4;
  private static final int DT_REG = 8;
  private static final int DT_LNK = 10;

  /** Identity of an inode; volumes of one tree may have inodes of the same number. */
  private record Key(UUID volume, long inode) {}

  private final ApfsVolume volume;
  private final String name;
  private final long id;
  private final int type;
  private final long place;
  private final int above;
  private volatile InodeRecord inode;
  private volatile MalformedImageException error;
  private volatile long size = -1;

  /**
   * Creates an entry.
   *
   * @param name as shown
   * @param id identifier of the inode
   * @param type as in dirent.h
   * @param place image offset of the directory entry
   * @param above count of {@link DirectoryTree} for the parent directory
   */
  ApfsNode(ApfsVolume volume, String name, long id, int type, long place, int above) {
    this.volume = volume;
    this.name = name;
    this.id = id;
    this.type = type;
    this.place = place;
    this.above = above;
  }

  /** Returns the same entry under another name. */
  ApfsNode named(String other) {
    return new ApfsNode(volume, other, id, type, place, above);
  }

  /**
   * Returns the inode.
   *
   * @throws MalformedImageException if it is missing or damaged
   */
  InodeRecord inode() throws IOException {
    InodeRecord read = inode;
    if (read == null) {
      MalformedImageException known = error;
      if (known != null) {
        throw known;
      }
      try {
        read = volume.inode(id);
      } catch (MalformedImageException e) {
        error = e;
        throw e;
      }
      inode = read;
    }
    return read;
  }

  /** Returns the inode, or null if it cannot be read: opening the entry reports the error. */
  private InodeRecord known() {
    try {
      return inode();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    switch (type) {
      case DT_DIR:
        return Kind.DIRECTORY;
      case DT_REG:
        return Kind.FILE;
      case DT_LNK:
        return Kind.SYMBOLIC_LINK;
      default:
        InodeRecord record = known();
        return switch (record == null ? 0 : record.type()) {
          case InodeRecord.DIRECTORY -> Kind.DIRECTORY;
          case InodeRecord.FILE -> Kind.FILE;
          case InodeRecord.SYMBOLIC_LINK -> Kind.SYMBOLIC_LINK;
          default -> Kind.OTHER;
        };
    }
  }

  @Override
  public long size() {
    InodeRecord record = known();
    if (record == null || record.type() == InodeRecord.DIRECTORY) {
      return 0;
    }
    if (size < 0) {
      size = volume.size(this, record);
    }
    return size;
  }

  @Override
  public FileTime modified() {
    InodeRecord record = known();
    return record == null ? UNKNOWN_TIME : time(record.modified());
  }

  @Override
  public FileTime accessed() {
    InodeRecord record = known();
    return record == null ? UNKNOWN_TIME : time(record.accessed());
  }

  @Override
  public FileTime created() {
    InodeRecord record = known();
    return record == null ? UNKNOWN_TIME : time(record.created());
  }

  @Override
  public FileTime changed() {
    InodeRecord record = known();
    return record == null ? UNKNOWN_TIME : time(record.changed());
  }

  private static FileTime time(long nanoseconds) {
    return FileTime.from(nanoseconds, TimeUnit.NANOSECONDS);
  }

  @Override
  public Object key() {
    return new Key(volume.uuid(), id);
  }

  @Override
  public boolean hidden() {
    InodeRecord record = known();
    return record != null
        && (record.hidden() || (record.finder() != null && record.finder().invisible()));
  }

  @Override
  public Unix unix() {
    InodeRecord record = known();
    if (record == null) {
      return new Unix(type << 12, id, 1, 0, 0, 0); // the types of dirent.h are those of st_mode
    }
    return new Unix(
        record.mode(), id, links(record), record.owner(), record.group(), record.device());
  }

  /** Returns the number of links; macOS counts the entries of a directory, "." and "..". */
  private static int links(InodeRecord record) {
    long links = Integer.toUnsignedLong(record.links());
    if (record.type() == InodeRecord.DIRECTORY) {
      links += 2;
    }
    return Unix.links(links);
  }

  ApfsVolume volume() {
    return volume;
  }

  /** Returns the identifier of the inode. */
  long id() {
    return id;
  }

  /** Returns the image offset of the directory entry. */
  long place() {
    return place;
  }

  /** Returns the count of {@link DirectoryTree} for the parent directory. */
  int above() {
    return above;
  }
}
