package io.github.diskimagefs.mount;

import io.github.diskimagefs.partition.Partition;

/**
 * An entry of a partition map, and where its bytes are in the image's disk: an entry of a map
 * within a partition counts from that partition's start.
 *
 * @param entry the entry
 * @param place its name in messages, under which volumes in it are found
 * @param start byte position of the partition on the whole disk
 */
record PlacedPartition(Partition entry, String place, long start) {}
