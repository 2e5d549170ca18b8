package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.apple.FinderInfo;
import io.github.diskimagefs.volume.apple.MacDate;
import java.nio.file.attribute.FileTime;

/** File or folder, read from its catalog record (Inside Macintosh: Files 2-71). */
final class HfsNode implements Node {
  static final int FOLDER = 1;
  static final int FILE = 2;

  private static final HfsFork NO_FORK = new HfsFork(0, 0, 0, 0);

  private final String name;
  private final boolean folder;
  private final int valence;
  private final int id;
  private final int created;
  private final int modified;
  private final FinderInfo finder;
  private final HfsFork data;
  private final HfsFork resource;
  private final long place;
  private final int above;

  /**
   * Reads a record.
   *
   * @param above count of {@link DirectoryTree} for the parent folder
   */
  HfsNode(String name, Struct record, int above) throws MalformedImageException {
    this.name = name;
    this.place = record.imageOffset();
    this.above = above;
    folder = record.s8(0) == FOLDER;
    if (folder) {
      valence = record.u16(4); //  dirVal
      id = record.s32(6); //       dirDirID
      created = record.s32(10); // dirCrDat
      modified = record.s32(14); // dirMdDat
      data = NO_FORK;
      resource = NO_FORK;
      finder = finder(record, 22, 38); // dirUsrInfo, dirFndrInfo
    } else {
      valence = 0;
      id = record.s32(20); //      filFlNum
      created = record.s32(44); // filCrDat
      modified = record.s32(48); // filMdDat
      data =
          HfsFork.read(
              record.u32(26), record.slice(74, HfsFork.EXTENTS_LENGTH)); // filLgLen, filExtRec
      resource =
          HfsFork.read(record.u32(36), record.slice(86, HfsFork.EXTENTS_LENGTH)); // filRLgLen
      finder = finder(record, 4, 56); // filUsrWds, filFndrInfo
    }
  }

  private static FinderInfo finder(Struct record, int first, int second)
      throws MalformedImageException {
    if (record.zero(first, 16) && record.zero(second, 16)) {
      return null;
    }
    byte[] info = new byte[FinderInfo.LENGTH];
    System.arraycopy(record.bytes(first, 16), 0, info, 0, 16);
    System.arraycopy(record.bytes(second, 16), 0, info, 16, 16);
    return FinderInfo.of(info);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    return folder ? Kind.DIRECTORY : Kind.FILE;
  }

  @Override
  public long size() {
    return data.size();
  }

  @Override
  public FileTime modified() {
    return MacDate.time(modified);
  }

  @Override
  public FileTime created() {
    return MacDate.time(created == 0 ? modified : created);
  }

  @Override
  public Object key() {
    return id();
  }

  @Override
  public boolean hidden() {
    return finder != null && finder.invisible();
  }

  /** Returns the file number or directory ID. */
  long id() {
    return Integer.toUnsignedLong(id);
  }

  boolean directory() {
    return folder;
  }

  /** Returns the image offset of the record. */
  long place() {
    return place;
  }

  /** Returns the count of {@link DirectoryTree} for the parent folder. */
  int above() {
    return above;
  }

  /** Returns the number of entries of a folder, as stated by its record. */
  int valence() {
    return valence;
  }

  HfsFork data() {
    return data;
  }

  HfsFork resource() {
    return resource;
  }

  /** Returns the Finder information, or null if it is zero. */
  FinderInfo finder() {
    return finder;
  }
}
