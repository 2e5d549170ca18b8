package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.apple.BsdDevice;
import io.github.diskimagefs.volume.apple.CatalogNode;
import io.github.diskimagefs.volume.apple.FinderInfo;
import io.github.diskimagefs.volume.apple.MacDate;
import io.github.diskimagefs.volume.apple.OsType;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;

/**
 * File or folder, read from its record (TN1150 "Catalog Folder Records", "Catalog File Records").
 */
final class HfsPlusNode extends CatalogNode {
  static final int FOLDER = 1;
  static final int FILE = 2;

  private static final int FILE_LENGTH = 248;
  private static final int FOLDER_LENGTH = 88;
  private static final int COMPRESSED = 0x20; // UF_COMPRESSED
  private static final int HAS_DATE_ADDED = 0x80; // kHFSHasDateAddedMask
  private static final int SYMLINK_TYPE = OsType.of("slnk");
  private static final int SYMLINK_CREATOR = OsType.of("rhap");

  private final HfsPlusVolume volume;
  private final boolean linked;
  private final int changed;
  private final int accessed;
  private final int owner;
  private final int group;
  private final byte ownerFlags;
  private final char mode;
  private final int special;
  private final ForkData data;
  private final ForkData resource;
  private final MalformedImageException error;
  private volatile long realSize = -1;

  /**
   * Reads a record.
   *
   * @param name as shown
   * @param linked whether this is the target of a hard link
   * @param above count of {@link DirectoryTree} for the parent folder
   * @param error reason why the entry cannot be opened, or null
   */
  HfsPlusNode(
      HfsPlusVolume volume,
      String name,
      Struct record,
      boolean linked,
      int above,
      MalformedImageException error)
      throws MalformedImageException {
    super(
        name,
        folder(record),
        record.s32(8), //   fileID, folderID
        folder(record) ? record.s32(4) : 0, // valence
        record.s32(12), //  createDate
        record.s32(16), //  contentModDate
        finder(record),
        record.imageOffset(),
        above);
    this.volume = volume;
    this.linked = linked;
    this.error = error;
    changed = record.s32(20); //      attributeModDate
    accessed = record.s32(24); //     accessDate
    owner = record.s32(32); //        permissions: ownerID
    group = record.s32(36);
    ownerFlags = (byte) record.u8(41);
    int stored = record.u16(42); //   fileMode
    special = record.s32(44);
    data = directory() ? ForkData.EMPTY : ForkData.read(record.slice(88, ForkData.LENGTH));
    resource = directory() ? ForkData.EMPTY : ForkData.read(record.slice(168, ForkData.LENGTH));
    mode = (char) mode(stored);
  }

  /** Returns whether a record is of a folder, and checks that it is whole. */
  private static boolean folder(Struct record) throws MalformedImageException {
    boolean folder = record.s16(0) == FOLDER;
    if (record.length() < (folder ? FOLDER_LENGTH : FILE_LENGTH)) {
      throw record.malformed("catalog record of %d bytes", record.length());
    }
    return folder;
  }

  /**
   * Reads userInfo and finderInfo. The date added and the fields beside it belong to the file
   * system; macOS hides them.
   */
  private static FinderInfo finder(Struct record) throws MalformedImageException {
    boolean dated = (record.u16(2) & HAS_DATE_ADDED) != 0;
    if (record.zero(48, 16) && (dated ? record.zero(72, 4) : record.zero(64, 16))) {
      return null;
    }
    byte[] info = record.bytes(48, FinderInfo.LENGTH);
    if (dated) {
      Arrays.fill(info, 16, 24, (byte) 0); // document_id, date_added
      Arrays.fill(info, 28, 32, (byte) 0); // write_gen_counter
    }
    return FinderInfo.of(info);
  }

  /** Returns the mode. Mac OS 9 stores none: the type bits are 0. */
  private int mode(int stored) {
    if ((stored & 0xF000) != 0) {
      return stored;
    }
    if (directory()) {
      return 0x4000 | 0755;
    }
    FinderInfo finder = finder();
    return finder != null && finder.type() == SYMLINK_TYPE && finder.creator() == SYMLINK_CREATOR
        ? 0xA000 | 0755
        : 0x8000 | 0644;
  }

  @Override
  public Kind kind() {
    if (directory()) {
      return Kind.DIRECTORY;
    }
    return switch (mode & 0xF000) {
      case 0xA000 -> Kind.SYMBOLIC_LINK;
      case 0x1000, 0x2000, 0x6000, 0xC000 -> Kind.OTHER;
      default -> Kind.FILE;
    };
  }

  @Override
  public long size() {
    if (!compressed()) {
      return data.size();
    }
    if (realSize < 0) {
      realSize = volume.expandedSize(this);
    }
    return realSize;
  }

  @Override
  public FileTime accessed() {
    return accessed == 0 ? modified() : MacDate.time(accessed);
  }

  @Override
  public FileTime changed() {
    return changed == 0 ? modified() : MacDate.time(changed);
  }

  @Override
  public Unix unix() {
    return new Unix(
        mode, id(), links(), Integer.toUnsignedLong(owner), Integer.toUnsignedLong(group), rdev());
  }

  private int links() {
    if (directory()) {
      return (int) Math.min(Integer.MAX_VALUE, valence() + 2);
    }
    return linked && special > 0 ? special : 1; // "special" of an indirect node file: linkCount
  }

  private long rdev() {
    int type = mode & 0xF000;
    return type == 0x2000 || type == 0x6000 ? BsdDevice.linux(Integer.toUnsignedLong(special)) : 0;
  }

  /** Returns whether the record states that the file is compressed, which may be wrong. */
  boolean compressed() {
    return !directory() && (ownerFlags & COMPRESSED) != 0;
  }

  /** Returns whether this is the target of a hard link. */
  boolean linked() {
    return linked;
  }

  ForkData data() {
    return data;
  }

  ForkData resource() {
    return resource;
  }

  /** Returns the reason why the entry cannot be opened, or null. */
  MalformedImageException error() {
    return error;
  }
}
