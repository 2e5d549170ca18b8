package io.github.diskimagefs.volume.iso9660;

/**
 * Contents of a system use field that few entries have: relocation, storage formats, attributes of
 * CD-ROM XA, Apple and AAIP.
 *
 * @param childLink logical block of the relocated directory (CL), -1 if there is none
 * @param relocated whether the directory is shown elsewhere (RE)
 * @param sparseSize size of a file in the sparse format (SF), -1 if it is not sparse
 * @param zisofs how the content is compressed (ZF), or null
 * @param attributes whether there are AAIP attributes (AL)
 * @param finderInfo type, creator and flags as Apple records them (AA), or null
 * @param xa the attributes of CD-ROM XA, 0 if there are none
 */
record SystemUseExtras(
    long childLink,
    boolean relocated,
    long sparseSize,
    Zisofs zisofs,
    boolean attributes,
    AppleExtension finderInfo,
    int xa) {

  /** The extras of an entry that has none. */
  static final SystemUseExtras NONE = new SystemUseExtras(-1, false, -1, null, false, null, 0);

  /** Returns whether the content is in the sparse format. */
  boolean sparse() {
    return sparseSize >= 0;
  }

  SystemUseExtras withChildLink(long block) {
    return new SystemUseExtras(block, relocated, sparseSize, zisofs, attributes, finderInfo, xa);
  }

  SystemUseExtras withRelocated() {
    return new SystemUseExtras(childLink, true, sparseSize, zisofs, attributes, finderInfo, xa);
  }

  SystemUseExtras withSparseSize(long size) {
    return new SystemUseExtras(childLink, relocated, size, zisofs, attributes, finderInfo, xa);
  }

  SystemUseExtras withZisofs(Zisofs other) {
    return new SystemUseExtras(childLink, relocated, sparseSize, other, attributes, finderInfo, xa);
  }

  SystemUseExtras withAttributes() {
    return attributes
        ? this
        : new SystemUseExtras(childLink, relocated, sparseSize, zisofs, true, finderInfo, xa);
  }

  SystemUseExtras withFinderInfo(AppleExtension other) {
    return new SystemUseExtras(childLink, relocated, sparseSize, zisofs, attributes, other, xa);
  }

  SystemUseExtras withXa(int other) {
    return new SystemUseExtras(
        childLink, relocated, sparseSize, zisofs, attributes, finderInfo, other);
  }
}
