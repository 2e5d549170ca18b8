package io.github.diskimagefs.volume.erofs;

/**
 * Bytes of a compressed file that one physical cluster, or the packed inode, holds.
 *
 * @param start first byte in the file
 * @param end byte after the last in the file
 * @param encoding how they are stored
 * @param position byte position of the physical cluster, in the space of the devices, in the image
 *     if {@code inline}, or in the packed inode
 * @param stored bytes of the physical cluster
 * @param partial whether it has more bytes than these, which come first
 * @param inline whether it follows the index
 */
record FileExtent(
    long start,
    long end,
    ClusterEncoding encoding,
    long position,
    int stored,
    boolean partial,
    boolean inline) {

  int length() {
    return (int) (end - start);
  }

  boolean holds(long offset) {
    return offset >= start && offset < end;
  }
}
