package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.VolumeSource;

/**
 * A directory hierarchy of a volume, ECMA-119 §6.8: the descriptor that leads to it, and how its
 * records are read.
 *
 * @param source the image that holds the volume
 * @param descriptor names the root directory
 * @param kind how entries are named
 * @param skip bytes of each system use field before the entries of Rock Ridge
 * @param names decodes identifiers
 */
record Hierarchy(
    VolumeSource source,
    VolumeDescriptor descriptor,
    HierarchyKind kind,
    int skip,
    NameDecoder names) {

  ByteSource image() {
    return source.bytes();
  }

  int blockSize() {
    return descriptor.blockSize();
  }

  boolean rockRidge() {
    return kind == HierarchyKind.ROCK_RIDGE;
  }

  /**
   * Creates a reader of directory records.
   *
   * @param start byte position of the directory
   * @param length bytes of the directory
   * @param offset offset in the directory to begin at
   * @param buffers source of the read buffer, whose size is what one read requests
   */
  RecordReader records(long start, long length, long offset, BufferPool buffers) {
    return new RecordReader(
        image(), descriptor.layout(), blockSize(), start, length, offset, buffers);
  }

  /** Creates a parser of system use entries. */
  SystemUseParser systemUseParser() {
    return new SystemUseParser(new Continuations(image(), blockSize()), names);
  }

  /** Creates a reader of system use fields. */
  SystemUseReader systemUseReader() {
    return new SystemUseReader(rockRidge() ? systemUseParser() : null, skip);
  }
}
