package io.github.diskimagefs.mount;

import io.github.diskimagefs.volume.VolumeSource;

/**
 * A part of an image that may hold a volume or a partition map: a disk, a track, a partition.
 *
 * @param place its name in messages: {@code disk}, {@code GPT 2 "EFI"}, {@code session 1 track 02}
 * @param prefix put before the names of its partitions
 * @param source its bytes
 * @param secondary whether it is an EFI system or recovery partition, or in one
 * @param depth 0 for a disk or track, 1 for its partitions, and so on
 */
record Region(String place, String prefix, VolumeSource source, boolean secondary, int depth) {

  /** Returns this region with other bytes. */
  Region with(VolumeSource other) {
    return new Region(place, prefix, other, secondary, depth);
  }
}
