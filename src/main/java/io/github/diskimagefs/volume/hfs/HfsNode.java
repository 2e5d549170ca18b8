package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.apple.CatalogNode;
import io.github.diskimagefs.volume.apple.FinderInfo;

/** File or folder, read from its catalog record (Inside Macintosh: Files 2-71). */
final class HfsNode extends CatalogNode {
  static final int FOLDER = 1;
  static final int FILE = 2;

  private static final HfsFork NO_FORK = new HfsFork(0, 0, 0, 0);

  private final HfsFork data;
  private final HfsFork resource;

  /**
   * Reads a record.
   *
   * @param above count of {@link DirectoryTree} for the parent folder
   */
  HfsNode(String name, Struct record, int above) throws MalformedImageException {
    this(name, record, record.s8(0) == FOLDER, above);
  }

  private HfsNode(String name, Struct record, boolean folder, int above)
      throws MalformedImageException {
    super(
        name,
        folder,
        record.s32(folder ? 6 : 20), //   dirDirID, filFlNum
        folder ? record.u16(4) : 0, //    dirVal
        record.s32(folder ? 10 : 44), //  dirCrDat, filCrDat
        record.s32(folder ? 14 : 48), //  dirMdDat, filMdDat
        folder
            ? finder(record, 22, 38) //   dirUsrInfo, dirFndrInfo
            : finder(record, 4, 56), //   filUsrWds, filFndrInfo
        record.imageOffset(),
        above);
    data = folder ? NO_FORK : fork(record, 26, 74); //      filLgLen, filExtRec
    resource = folder ? NO_FORK : fork(record, 36, 86); //  filRLgLen, filRExtRec
  }

  private static HfsFork fork(Struct record, int length, int extents)
      throws MalformedImageException {
    return HfsFork.read(record.u32(length), record.slice(extents, HfsFork.EXTENTS_LENGTH));
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
  public long size() {
    return data.size();
  }

  HfsFork data() {
    return data;
  }

  HfsFork resource() {
    return resource;
  }
}
