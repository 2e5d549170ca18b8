package io.github.diskimagefs.volume.iso9660;

/** Where fields lie in descriptors, records and path tables. */
enum DescriptorRevision {
  /** ECMA-119. */
  ECMA_119,
  /** The High Sierra proposal of 1986. */
  HIGH_SIERRA
}
