package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.volume.UnixFileType;

/**
 * Inode of any version: the attributes of an entry and the place of its content.
 *
 * @param base the fields of every type
 * @param links number of names
 * @param size of the content in bytes; of a directory, of its listing as recorded
 * @param device device number; 0 if it is not a device
 * @param start of a file, the offset in the volume of its first data block; of a directory, the
 *     offset in the directory table of the metadata block where its listing starts
 * @param fragment index of the fragment block with the end of a file, or {@link #NO_FRAGMENT}
 * @param offset in the decoded block: of a file's end in the fragment block, of a directory's
 *     listing
 * @param indexes number of entries of a directory's index
 * @param xattrs index of the set of extended attributes, or {@link #NO_XATTRS}
 * @param tail place of the variable part: block sizes, a link's target, a directory's index
 */
record SquashfsInode(
    Base base,
    long links,
    long size,
    long device,
    long start,
    long fragment,
    int offset,
    int indexes,
    long xattrs,
    MetadataPlace tail) {

  /** Index of no fragment block. */
  static final long NO_FRAGMENT = 0xFFFF_FFFFL;

  /** Index of no extended attributes. */
  static final long NO_XATTRS = 0xFFFF_FFFFL;

  /**
   * Fields of every type.
   *
   * @param reference of the inode: offset of its block in the inode table, then 16 bits in it
   * @param mode permissions
   * @param modified time in seconds since 1970
   * @param number of the inode; 0 before version 3
   */
  record Base(
      long reference,
      UnixFileType type,
      int mode,
      long uid,
      long gid,
      long modified,
      long number) {}

  /** Returns an inode with a number of links, and nothing else. */
  static SquashfsInode special(Base base, long links, long device, long xattrs) {
    return new SquashfsInode(base, links, 0, device, 0, NO_FRAGMENT, 0, 0, xattrs, null);
  }

  /** Returns the inode of a symbolic link. */
  static SquashfsInode link(Base base, long links, long size, long xattrs, MetadataPlace target) {
    return new SquashfsInode(base, links, size, 0, 0, NO_FRAGMENT, 0, 0, xattrs, target);
  }

  /** Returns the inode of a file. */
  static SquashfsInode file(
      Base base,
      long links,
      long size,
      long start,
      long fragment,
      int offset,
      long xattrs,
      MetadataPlace blocks) {
    return new SquashfsInode(base, links, size, 0, start, fragment, offset, 0, xattrs, blocks);
  }

  /** Returns the inode of a directory. */
  static SquashfsInode directory(
      Base base,
      long links,
      long size,
      long start,
      int offset,
      int indexes,
      long xattrs,
      MetadataPlace index) {
    return new SquashfsInode(
        base, links, size, 0, start, NO_FRAGMENT, offset, indexes, xattrs, index);
  }

  UnixFileType type() {
    return base.type;
  }

  boolean is(UnixFileType type) {
    return base.type == type;
  }

  /** Returns {@code st_mode}. */
  int mode() {
    return base.type.bits() | base.mode;
  }

  boolean hasFragment() {
    return fragment != NO_FRAGMENT;
  }
}
