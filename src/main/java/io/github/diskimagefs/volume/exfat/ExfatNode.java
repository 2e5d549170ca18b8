package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.ClusterNode;
import io.github.diskimagefs.volume.DosAttributes;
import io.github.diskimagefs.volume.DosTime;
import java.nio.file.attribute.FileTime;

/** File or folder, read from its directory entry set (exFAT 7.4). */
final class ExfatNode extends ClusterNode {
  private static final int ZONE_VALID = 0x80;
  private static final int ZONE_MINUTES = 15;
  private static final int MAX_HUNDREDTHS = 199;

  private final int created;
  private final int modified;
  private final int accessed;

  /** Hundredths and zones of the times, a byte each. */
  private final long timeDetails;

  private final boolean consecutive;
  private final long validSize;
  private final long directoryCluster;
  private final long index;

  /** Creates the root directory, whose size is that of its chain. */
  ExfatNode(long rootCluster) {
    super("", DosAttributes.DIRECTORY, rootCluster, 0, 0);
    created = 0;
    modified = 0;
    accessed = 0;
    timeDetails = 0;
    consecutive = false;
    validSize = 0;
    directoryCluster = 0;
    index = 0;
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
    super(name, set.file().u16(4), set.cluster(), set.size(), above); // FileAttributes
    Struct file = set.file();
    created = file.s32(8); //         CreateTimestamp
    modified = file.s32(12); //       LastModifiedTimestamp
    accessed = file.s32(16); //       LastAccessedTimestamp
    timeDetails = file.s64(20); //    from Create10msIncrement on, five bytes
    consecutive = set.consecutive();
    validSize = set.validSize();
    this.directoryCluster = directoryCluster;
    this.index = index;
  }

  private ExfatNode(ExfatNode other, int above) {
    super(other, above);
    created = other.created;
    modified = other.modified;
    accessed = other.accessed;
    timeDetails = other.timeDetails;
    consecutive = other.consecutive;
    validSize = other.validSize;
    directoryCluster = other.directoryCluster;
    index = other.index;
  }

  @Override
  protected ClusterNode copy(int count) {
    return new ExfatNode(this, count);
  }

  boolean consecutive() {
    return consecutive;
  }

  long validDataLength() {
    return validSize;
  }

  @Override
  public long place() {
    return directoryCluster << 32 ^ index;
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
    return (int) (timeDetails >>> (8 * index)) & 0xFF;
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
    return directory() && cluster() != 0 ? cluster() : new Entry(directoryCluster, index);
  }

  private record Entry(long directoryCluster, long index) {}
}
