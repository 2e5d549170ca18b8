package io.github.diskimagefs.volume.squashfs;

/**
 * Place of a structure in a table of metadata.
 *
 * @param block offset in the volume of the metadata block where it starts
 * @param offset of its first byte in that block when decoded
 */
record MetadataPlace(long block, int offset) {

  /** Returns the place that a reference names: the block's offset in a table, then 16 bits. */
  static MetadataPlace of(long table, long reference) {
    return new MetadataPlace(table + (reference >>> 16), (int) (reference & 0xFFFF));
  }
}
