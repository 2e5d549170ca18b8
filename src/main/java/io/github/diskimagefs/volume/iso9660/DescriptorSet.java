package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The volume descriptor set of a session, ECMA-119 §6.7.1.
 *
 * @param start byte position of the session
 * @param primary null if there is none
 * @param joliet null if there is none
 * @param enhanced null if there is none
 * @param boot the boot record that leads to a boot catalog, or null
 */
record DescriptorSet(
    long start,
    VolumeDescriptor primary,
    VolumeDescriptor joliet,
    VolumeDescriptor enhanced,
    Struct boot) {

  private static final int FIRST = 16;
  private static final int MOST = 64;

  /**
   * Reads the set of the session that begins at a byte position.
   *
   * @return null if there is no descriptor of this format
   */
  static DescriptorSet read(ByteSource image, long start) throws IOException {
    VolumeDescriptor primary = null;
    VolumeDescriptor joliet = null;
    VolumeDescriptor enhanced = null;
    Struct boot = null;
    boolean any = false;
    MalformedImageException fault = null;
    for (int i = 0; i < MOST; i++) {
      long position = start + (long) (FIRST + i) * VolumeDescriptor.SECTOR;
      if (position > image.size() - VolumeDescriptor.SECTOR) {
        if (!any && cut(image, position)) {
          throw new MalformedImageException(
              "Volume Descriptor",
              position,
              "needs 2048 bytes, but the data end at byte " + image.size());
        }
        break;
      }
      Struct in =
          Struct.read(
              "Volume Descriptor",
              image,
              position,
              VolumeDescriptor.SECTOR,
              ByteOrder.LITTLE_ENDIAN);
      Layout layout = VolumeDescriptor.layout(in);
      if (layout == null) {
        if (recognition(in)) {
          continue;
        }
        break;
      }
      any = true;
      int type = VolumeDescriptor.type(in, layout);
      if (type == VolumeDescriptor.TERMINATOR) {
        break;
      }
      if (type == VolumeDescriptor.BOOT_RECORD && in.has(7, "EL TORITO SPECIFICATION")) {
        boot = boot == null ? in : boot;
      } else if (type == VolumeDescriptor.PRIMARY && primary == null) {
        primary = VolumeDescriptor.read(in, layout, image.size());
      } else if (type == VolumeDescriptor.SUPPLEMENTARY) {
        VolumeDescriptor tree;
        try {
          tree = VolumeDescriptor.read(in, layout, image.size());
        } catch (MalformedImageException e) {
          fault = e;
          continue;
        }
        if (tree.jolietLevel() > 0) {
          joliet = joliet == null ? tree : joliet;
        } else if (tree.version() == 2) {
          enhanced = enhanced == null ? tree : enhanced;
        }
      }
    }
    if (fault != null && primary == null && joliet == null && enhanced == null) {
      throw fault;
    }
    return any ? new DescriptorSet(start, primary, joliet, enhanced, boot) : null;
  }

  /** Whether the image ends inside a descriptor. */
  private static boolean cut(ByteSource image, long position) throws IOException {
    long left = image.size() - position;
    return left >= 14
        && VolumeDescriptor.layout(
                Struct.read("Volume Descriptor", image, position, 14, ByteOrder.LITTLE_ENDIAN))
            != null;
  }

  /** UDF's part of the volume recognition sequence, which may come in between. */
  private static boolean recognition(Struct in) {
    return in.has(1, "BEA01")
        || in.has(1, "NSR0")
        || in.has(1, "TEA01")
        || in.has(1, "BOOT2")
        || in.has(1, "CDW02");
  }
}
