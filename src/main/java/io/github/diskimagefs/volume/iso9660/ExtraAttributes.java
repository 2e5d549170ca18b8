package io.github.diskimagefs.volume.iso9660;

import java.util.List;

/**
 * Attributes that few entries have.
 *
 * @param sections the file sections if there are several or their length is not the file's, or null
 * @param fork the file sections of the associated file, or null
 * @param xa the attributes of CD-ROM XA, 0 if there are none
 * @param zisofs how the content is compressed, or null
 * @param sparse whether the content is in the sparse file format
 * @param finderInfo type, creator and flags as Apple recorded them, or null
 * @param attributes whether there are AAIP attributes
 */
record ExtraAttributes(
    List<FileSection> sections,
    List<FileSection> fork,
    int xa,
    Zisofs zisofs,
    boolean sparse,
    AppleExtension finderInfo,
    boolean attributes) {

  static final int XA_FORM2 = 0x1000;
  static final int XA_INTERLEAVED = 0x2000;
  static final int XA_AUDIO = 0x4000;

  /** Returns whether the content is in sectors other than those of 2048 bytes. */
  boolean form2() {
    return form2(xa);
  }

  /** Returns whether attributes of CD-ROM XA name sectors other than those of 2048 bytes. */
  static boolean form2(int xa) {
    return (xa & (XA_FORM2 | XA_INTERLEAVED | XA_AUDIO)) != 0;
  }
}
