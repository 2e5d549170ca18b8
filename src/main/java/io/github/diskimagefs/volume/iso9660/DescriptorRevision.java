package io.github.diskimagefs.volume.iso9660;

/** Revision of the format, which decides the offsets of fields. */
enum DescriptorRevision {
  /** ECMA-119. */
  ECMA_119,
  /** The High Sierra proposal of 1986. */
  HIGH_SIERRA
}
