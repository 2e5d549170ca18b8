package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.ClusterNode;
import io.github.diskimagefs.volume.DosAttributes;
import io.github.diskimagefs.volume.DosTime;
import java.nio.file.attribute.FileTime;

/** Entry of a directory (FAT specification 6). */
final class FatNode extends ClusterNode {

  private final int created;
  private final int createdHundredths;
  private final int modified;
  private final int accessed;

  /** The cluster of the directory that has the entry, and the entry's number in it. */
  private final long place;

  private FatNode(
      String name,
      int attributes,
      long cluster,
      long size,
      int created,
      int createdHundredths,
      int modified,
      int accessed,
      long place,
      int above) {
    super(name, attributes, cluster, size, above);
    this.created = created;
    this.createdHundredths = createdHundredths;
    this.modified = modified;
    this.accessed = accessed;
    this.place = place;
  }

  /** Returns the root directory; its cluster is 0 on FAT12 and FAT16. */
  static FatNode root(long cluster) {
    return new FatNode("", DosAttributes.DIRECTORY, cluster, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * Reads an entry.
   *
   * @param at the offset of the entry in {@code struct}
   * @param wide whether the upper half of the cluster's number counts, as on FAT32
   * @param place as {@link #place}
   * @param above count of {@link io.github.diskimagefs.volume.DirectoryTree} for the directory
   */
  static FatNode read(String name, Struct struct, int at, boolean wide, long place, int above)
      throws MalformedImageException {
    int low = struct.u16(at + 26); //                           DIR_FstClusLO
    int high = wide ? struct.u16(at + 20) & 0x0FFF : 0; //      DIR_FstClusHI
    return new FatNode(
        name,
        struct.u8(at + 11), //                                  DIR_Attr
        (long) high << 16 | low,
        struct.u32(at + 28), //                                 DIR_FileSize
        struct.s32(at + 14), //                                 DIR_CrtTime, DIR_CrtDate
        struct.u8(at + 13), //                                  DIR_CrtTimeTenth
        struct.s32(at + 22), //                                 DIR_WrtTime, DIR_WrtDate
        struct.u16(at + 18), //                                 DIR_LstAccDate
        place,
        above);
  }

  private FatNode(FatNode other, int above) {
    super(other, above);
    created = other.created;
    createdHundredths = other.createdHundredths;
    modified = other.modified;
    accessed = other.accessed;
    place = other.place;
  }

  @Override
  protected ClusterNode copy(int count) {
    return new FatNode(this, count);
  }

  /** Returns the cluster of the directory, and in the lower 32 bits the entry's number in it. */
  @Override
  public long place() {
    return place;
  }

  @Override
  public FileTime modified() {
    return DosTime.time(modified >>> 16, modified, 0);
  }

  @Override
  public FileTime created() {
    return created >>> 16 == 0
        ? modified()
        : DosTime.time(created >>> 16, created, Math.min(createdHundredths, 199));
  }

  @Override
  public FileTime accessed() {
    return accessed == 0 ? modified() : DosTime.time(accessed, 0, 0);
  }

  /** The cluster of a directory; a file may have none, so it is known by its entry. */
  @Override
  public Object key() {
    return directory() && (cluster() != 0 || name().isEmpty()) ? cluster() : ~place;
  }
}
