package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.SessionChain;
import io.github.diskimagefs.volume.StandardIdentifier;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.util.List;

/**
 * Finder of the sessions of a UDF disc in an image without a table of contents. A session has a
 * volume recognition sequence 16 sectors after its start, and its partitions start in it (UDF 1.50
 * 6.10.3).
 */
final class UdfSessions {
  private static final int SECTOR = 2048;
  private static final int ANCHOR = 256;

  /** Sectors before a volume descriptor sequence in which the session's start is looked for. */
  private static final int MAX_SEQUENCE_DISTANCE = 1024;

  private final ByteSource image;

  private UdfSessions(ByteSource image) {
    this.image = image;
  }

  /** Returns the byte positions at which the sessions start; empty if the first is not found. */
  static List<Long> starts(ByteSource image) throws IOException {
    UdfSessions sessions = new UdfSessions(image);
    if (sessions.sectors(0) == 0) {
      return List.of();
    }
    List<Long> starts = SessionChain.follow(0, image, sessions::sectors);
    long last = sessions.last();
    if (last > starts.get(starts.size() - 1)) {
      starts.add(last);
    }
    return starts.stream().map(start -> start * SECTOR).toList();
  }

  /** Returns the sectors from the start of a session to the end of its partitions, 0 if none. */
  private long sectors(long start) {
    try {
      return recognised(start) ? sectors(start, Anchor.readAt(image, start + ANCHOR, SECTOR)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private boolean recognised(long start) throws IOException {
    long descriptor = (start + SessionChain.FIRST_DESCRIPTOR) * SECTOR;
    return StandardIdentifier.read(image, descriptor) != null
        && VolumeRecognitionSequence.version(image, start * SECTOR) != null;
  }

  private long sectors(long start, Anchor anchor) throws IOException {
    if (anchor == null) {
      return 0;
    }
    long end = start;
    DescriptorSequence sequence = DescriptorSequence.read(image, List.of(anchor));
    for (PartitionDescriptor partition : sequence.partitions().values()) {
      if (partition.start() < start) {
        return 0; // a copy, or a volume that was copied here from elsewhere
      }
      end = Math.max(end, partition.start() + partition.length());
    }
    return end - start;
  }

  /**
   * Finds the session whose anchor is at the end of the image, by its volume descriptor sequence:
   * its length is not known, but the recognition sequence is before the descriptors.
   *
   * @return its first sector, 0 if there is none after the first session
   */
  private long last() throws IOException {
    Anchor anchor = Anchor.last(VolumeSource.of(image, SECTOR, null));
    if (anchor == null) {
      return 0;
    }
    long sequence = anchor.main().sector();
    long lowest = Math.max(1, sequence - MAX_SEQUENCE_DISTANCE);
    for (long sector = sequence - 1; sector > lowest + SessionChain.FIRST_DESCRIPTOR; sector--) {
      long start = sector - SessionChain.FIRST_DESCRIPTOR;
      StandardIdentifier identifier = StandardIdentifier.read(image, sector * SECTOR);
      if (identifier == StandardIdentifier.BEA01 && recognised(start)) {
        return sectors(start, anchor) > 0 ? start : 0;
      }
    }
    return 0;
  }
}
