package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The volume descriptor set of a session, ECMA-119 §6.7.1.
 *
 * @param start byte position of the session
 * @param recovered whether the first descriptors are lost, so that these may be of another volume
 * @param primary the first that can be read, null if there is none
 * @param copies of the primary descriptor, for where its directories are lost
 * @param joliet null if there is none
 * @param enhanced null if there is none
 * @param boot the boot record that leads to a boot catalog, or null
 */
record DescriptorSet(
    long start,
    boolean recovered,
    VolumeDescriptor primary,
    List<VolumeDescriptor> copies,
    VolumeDescriptor joliet,
    VolumeDescriptor enhanced,
    Struct boot) {

  private static final int FIRST = 16;

  /** As many sectors as Linux looks at. */
  private static final int MAX_DESCRIPTORS = 84;

  /** Bytes that identify a descriptor. */
  private static final int HEAD = 15;

  /**
   * Reads the set of the session that begins at a byte position.
   *
   * @return null if there is no descriptor of this format
   */
  static DescriptorSet read(ByteSource image, long start) throws IOException {
    Reading reading = new Reading();
    boolean any = false;
    boolean recovered = false;
    for (int i = 0; i < MAX_DESCRIPTORS; i++) {
      long position = start + (long) (FIRST + i) * VolumeDescriptor.SECTOR;
      if (!image.holds(position, VolumeDescriptor.SECTOR)) {
        if (!any && cut(image, position)) {
          throw new MalformedImageException(
              "Volume Descriptor",
              position,
              "needs 2048 bytes, but the data end at byte " + image.size());
        }
        break;
      }
      // Like Linux, skip other sectors: they may be damaged descriptors.
      Struct head = head(image, position, i > 0);
      if (head == null) {
        break;
      }
      DescriptorRevision layout = VolumeDescriptor.layout(head);
      if (layout == null || (i > 0 && !any && !known(head, layout))) {
        continue;
      }
      recovered |= !any && i > 0;
      any = true;
      if (reading.add(read(image, position, VolumeDescriptor.SECTOR), layout, image.sizeLimit())) {
        break;
      }
    }
    return any ? reading.set(start, recovered) : null;
  }

  /**
   * Returns whether a session that starts at a byte position has any descriptor of this format, the
   * first ones lost or not.
   */
  static boolean present(ByteSource image, long start) throws IOException {
    for (int i = 0; i < MAX_DESCRIPTORS; i++) {
      long position = start + (long) (FIRST + i) * VolumeDescriptor.SECTOR;
      Struct head = image.holds(position, HEAD) ? head(image, position, i > 0) : null;
      if (head == null) {
        return false;
      }
      DescriptorRevision layout = VolumeDescriptor.layout(head);
      if (layout != null && (i == 0 || known(head, layout))) {
        return true;
      }
    }
    return false;
  }

  /** Reads the beginning of a sector; returns null in a gap between the tracks of a disc. */
  private static Struct head(ByteSource image, long position, boolean mayEnd) throws IOException {
    try {
      return read(image, position, HEAD);
    } catch (IOException e) {
      if (mayEnd) {
        return null;
      }
      throw e;
    }
  }

  /** Returns whether the standard defines the type and version. */
  private static boolean known(Struct head, DescriptorRevision layout)
      throws MalformedImageException {
    int type = VolumeDescriptor.type(head, layout);
    int version = head.u8(layout == DescriptorRevision.HIGH_SIERRA ? 14 : 6); // BP 7, §8.1.3
    return (type <= 3 || type == VolumeDescriptor.TERMINATOR) && (version == 1 || version == 2);
  }

  private static Struct read(ByteSource image, long position, int length) throws IOException {
    return Struct.read("Volume Descriptor", image, position, length, ByteOrder.LITTLE_ENDIAN);
  }

  /** The descriptors read so far. */
  private static final class Reading {
    private final List<VolumeDescriptor> primaries = new ArrayList<>();
    private VolumeDescriptor joliet;
    private VolumeDescriptor enhanced;
    private Struct boot;
    private MalformedImageException error;

    /** Adds a descriptor; returns whether it is the last. */
    boolean add(Struct struct, DescriptorRevision layout, long size) throws IOException {
      switch (VolumeDescriptor.type(struct, layout)) {
        case VolumeDescriptor.TERMINATOR -> {
          return true;
        }
        case VolumeDescriptor.BOOT_RECORD -> {
          if (boot == null && struct.has(7, "EL TORITO SPECIFICATION")) {
            boot = struct;
          }
        }
        case VolumeDescriptor.PRIMARY, VolumeDescriptor.SUPPLEMENTARY -> {
          try {
            add(VolumeDescriptor.read(struct, layout, size));
          } catch (MalformedImageException e) {
            error = error == null ? e : error;
          }
        }
        default -> {
          // A volume partition descriptor, or a type that the standard does not define.
        }
      }
      return false;
    }

    private void add(VolumeDescriptor tree) {
      if (tree.type() == VolumeDescriptor.PRIMARY) {
        primaries.add(tree);
      } else if (tree.jolietLevel() > 0) {
        joliet = joliet == null ? tree : joliet;
      } else if (tree.version() == 2) {
        enhanced = enhanced == null ? tree : enhanced;
      }
    }

    DescriptorSet set(long start, boolean recovered) throws MalformedImageException {
      if (primaries.isEmpty() && joliet == null && enhanced == null && error != null) {
        throw error;
      }
      VolumeDescriptor primary = primaries.isEmpty() ? null : primaries.remove(0);
      return new DescriptorSet(
          start, recovered, primary, List.copyOf(primaries), joliet, enhanced, boot);
    }
  }

  /** Returns the primary descriptor and its copies. */
  List<VolumeDescriptor> primaries() {
    List<VolumeDescriptor> all = new ArrayList<>(copies);
    if (primary != null) {
      all.add(0, primary);
    }
    return all;
  }

  /** Returns whether the image ends inside a descriptor. */
  private static boolean cut(ByteSource image, long position) throws IOException {
    return image.holds(position, HEAD)
        && VolumeDescriptor.layout(read(image, position, HEAD)) != null;
  }
}
