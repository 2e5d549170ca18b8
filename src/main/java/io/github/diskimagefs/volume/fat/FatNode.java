package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DosTime;
import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;

/** Entry of a directory (FAT specification 6). */
final class FatNode implements Node {
  static final int READ_ONLY = 0x01;
  static final int HIDDEN = 0x02;
  static final int SYSTEM = 0x04;
  static final int VOLUME_ID = 0x08;
  static final int DIRECTORY = 0x10;
  static final int ARCHIVE = 0x20;

  private final String name;
  private final int attributes;
  private final long cluster;
  private final long size;
  private final int created;
  private final int createdHundredths;
  private final int modified;
  private final int accessed;

  /** The cluster of the directory that has the entry, and the entry's number in it. */
  private final long place;

  /** As {@link io.github.diskimagefs.volume.DirectoryTree} counts them. */
  private final int above;

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
    this.name = name;
    this.attributes = attributes;
    this.cluster = cluster;
    this.size = size;
    this.created = created;
    this.createdHundredths = createdHundredths;
    this.modified = modified;
    this.accessed = accessed;
    this.place = place;
    this.above = above;
  }

  /** Returns the root directory; its cluster is 0 on FAT12 and FAT16. */
  static FatNode root(long cluster) {
    return new FatNode("", DIRECTORY, cluster, 0, 0, 0, 0, 0, 0, 0);
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

  /** Returns the same entry as one of a directory that was reached in another way. */
  FatNode under(int detours) {
    return detours == above
        ? this
        : new FatNode(
            name,
            attributes,
            cluster,
            size,
            created,
            createdHundredths,
            modified,
            accessed,
            place,
            detours);
  }

  boolean directory() {
    return (attributes & DIRECTORY) != 0;
  }

  /** Returns the number of the first cluster; 0 if there is none. */
  long cluster() {
    return cluster;
  }

  /** Returns the cluster of the directory, and in the lower 32 bits the entry's number in it. */
  long place() {
    return place;
  }

  int above() {
    return above;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    return directory() ? Kind.DIRECTORY : Kind.FILE;
  }

  @Override
  public long size() {
    return directory() ? 0 : size;
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
    return directory() && (cluster != 0 || name.isEmpty()) ? cluster : ~place;
  }

  @Override
  public boolean hidden() {
    return (attributes & HIDDEN) != 0;
  }

  @Override
  public Dos dos() {
    return new Dos(
        (attributes & READ_ONLY) != 0,
        hidden(),
        (attributes & SYSTEM) != 0,
        (attributes & ARCHIVE) != 0);
  }
}
