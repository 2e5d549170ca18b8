package io.github.diskimagefs.mount;

import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.volume.Volume;

/**
 * Reports the partitions and volumes that state more bytes than their disk has, because a copy of
 * the disk was cut. Nothing else tells where the missing bytes have no file that can be listed: a
 * partition whose volume is gone is damaged, a volume that lost no file was not checked in full.
 *
 * @param size of the disk in bytes
 */
record SizeVerifier(long size, VolumeSet volumes, VerifyReport report) {

  /**
   * Reports the missing bytes, if any.
   *
   * @param container a disc has tracks, which report missing sectors themselves
   */
  static void verify(Container container, VolumeSet volumes, VerifyReport report) {
    if (container.content() instanceof Content.BlockDevice disk) {
      SizeVerifier verifier = new SizeVerifier(disk.bytes().size(), volumes, report);
      verifier.verifyPartitions();
      verifier.verifyVolumes();
    }
  }

  /** The maps of a hybrid are for its other uses, and count in sectors or cylinders of those. */
  private void verifyPartitions() {
    if (!volumes.volumesAt(VolumeScanner.DISK).isEmpty()) {
      return;
    }
    for (PlacedPartition partition : volumes.partitions()) {
      if (!partition.entry().extents().isEmpty()) {
        continue; // its bytes do not follow each other
      }
      boolean read =
          volumes.volumesAt(partition.place()).stream()
              .anyMatch(index -> volumes.openIfValid(index - 1) != null);
      VerifyStatus status = read ? VerifyStatus.NOT_CHECKED : VerifyStatus.DAMAGED;
      require(partition.place(), partition.start(), partition.entry().length(), status);
    }
  }

  /** The files of a volume were read, so that the missing bytes have none of them. */
  private void verifyVolumes() {
    for (int i = 0; i < volumes.count(); i++) {
      VolumeCandidate candidate = volumes.found(i);
      PlacedPartition partition = volumes.placedPartition(i);
      boolean placed =
          partition == null
              ? candidate.place().equals(VolumeScanner.DISK)
              : partition.entry().extents().isEmpty();
      Volume volume = placed && !candidate.isOptical() ? volumes.openIfValid(i) : null;
      if (volume != null) {
        long start = partition == null ? 0 : partition.start();
        String part = "volume " + (i + 1) + " size";
        require(part, start, volume.sizeInImage(), VerifyStatus.NOT_CHECKED);
      }
    }
  }

  private void require(String part, long start, long length, VerifyStatus status) {
    if (length > size - start) {
      String held = Math.max(0, size - start) + " are in the image";
      report.add(part, status, length + " bytes from byte " + start + " on, of which " + held);
    }
  }
}
