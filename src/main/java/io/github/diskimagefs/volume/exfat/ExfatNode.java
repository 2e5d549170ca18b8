package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DosTime;
import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;

/** File or folder, read from its directory entry set (exFAT 7.4). */
final class ExfatNode implements Node {
  private static final int READ_ONLY = 0x01;
  private static final int HIDDEN = 0x02;
  private static final int SYSTEM = 0x04;
  private static final int DIRECTORY = 0x10;
  private static final int ARCHIVE = 0x20;
  private static final int ZONE_VALID = 0x80;
  private static final int ZONE_MINUTES = 15;
  private static final int MAX_HUNDREDTHS = 199;

  private final String name;
  private final int attributes;
  private final int created;
  private final int modified;
  private final int accessed;

  /** Hundredths and zones of the times, a byte each. */
  private final long timeDetails;

  private final boolean consecutive;
  private final long cluster;
  private final long size;
  private final long validSize;
  private final long directoryCluster;
  private final long index;

  /** As {@link io.github.diskimagefs.volume.DirectoryTree} counts them. */
  private final int above;

  /** Creates the root directory, whose size is that of its chain. */
  ExfatNode(long rootCluster) {
    name = "";
    attributes = DIRECTORY;
    created = 0;
    modified = 0;
    accessed = 0;
    timeDetails = 0;
    consecutive = false;
    cluster = rootCluster;
    size = 0;
    validSize = 0;
    directoryCluster = 0;
    index = 0;
    above = 0;
  }

  /**
   * Creates the node of an entry set.
   *
   * @param directoryCluster the first cluster of the directory that has it
   * @param index the number of its first entry in that directory
   * @param above count of {@link io.github.diskimagefs.volume.DirectoryTree} for the directory
   */
  ExfatNode(String name, EntrySet set, long directoryCluster, long index, int above)
      throws MalformedImageException {
    Struct file = set.file();
    this.name = name;
    attributes = file.u16(4); //      FileAttributes
    created = file.s32(8); //         CreateTimestamp
    modified = file.s32(12); //       LastModifiedTimestamp
    accessed = file.s32(16); //       LastAccessedTimestamp
    timeDetails = file.s64(20); //    Create10msIncrement and those that follow
    consecutive = set.consecutive();
    cluster = set.cluster();
    size = set.size();
    validSize = set.validSize();
    this.directoryCluster = directoryCluster;
    this.index = index;
    this.above = above;
  }

  private ExfatNode(ExfatNode other, int above) {
    name = other.name;
    attributes = other.attributes;
    created = other.created;
    modified = other.modified;
    accessed = other.accessed;
    timeDetails = other.timeDetails;
    consecutive = other.consecutive;
    cluster = other.cluster;
    size = other.size;
    validSize = other.validSize;
    directoryCluster = other.directoryCluster;
    index = other.index;
    this.above = above;
  }

  /** Returns the same entry as one of a directory that was reached in another way. */
  ExfatNode under(int detours) {
    return detours == above ? this : new ExfatNode(this, detours);
  }

  boolean directory() {
    return (attributes & DIRECTORY) != 0;
  }

  boolean consecutive() {
    return consecutive;
  }

  long cluster() {
    return cluster;
  }

  /** Returns the bytes of the content, also of a directory. */
  long dataLength() {
    return size;
  }

  long validDataLength() {
    return validSize;
  }

  /** Returns a number for the entry set that no other of the volume has. */
  long place() {
    return directoryCluster << 32 ^ index;
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
    return time(modified, detail(1), detail(3));
  }

  @Override
  public FileTime created() {
    return created == 0 ? modified() : time(created, detail(0), detail(2));
  }

  @Override
  public FileTime accessed() {
    return accessed == 0 ? modified() : time(accessed, 0, detail(4));
  }

  private int detail(int index) {
    return (int) (timeDetails >>> 8 * index) & 0xFF;
  }

  /** Returns a time; the lower seven bits of a zone are quarters of an hour, signed (7.4.10). */
  private static FileTime time(int timestamp, int hundredths, int zone) {
    int quarters = (zone & ZONE_VALID) == 0 ? 0 : (byte) (zone << 1) >> 1;
    return DosTime.time(
        timestamp >>> 16, timestamp, Math.min(hundredths, MAX_HUNDREDTHS), quarters * ZONE_MINUTES);
  }

  /** The cluster of a directory; a file may have none, so it is known by its entry set. */
  @Override
  public Object key() {
    return directory() && cluster != 0 ? cluster : new Entry(directoryCluster, index);
  }

  private record Entry(long directoryCluster, long index) {}

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
