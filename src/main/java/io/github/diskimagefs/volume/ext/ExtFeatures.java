package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.UnsupportedImageException;
import java.util.EnumSet;
import java.util.StringJoiner;

/**
 * The feature flags of a volume.
 *
 * @param compatible s_feature_compat
 * @param incompatible s_feature_incompat
 * @param readOnly s_feature_ro_compat
 */
record ExtFeatures(long compatible, long incompatible, long readOnly) {
  /** Incompatible features that this package does not read. */
  private static final EnumSet<ExtFeature> REFUSED =
      EnumSet.of(ExtFeature.COMPRESSION, ExtFeature.JOURNAL_DEV, ExtFeature.DIRDATA);

  /** Incompatible features that make an ext4 of an ext2 or ext3. */
  private static final EnumSet<ExtFeature> EXT4 =
      EnumSet.of(
          ExtFeature.META_BG,
          ExtFeature.EXTENTS,
          ExtFeature.BITS_64,
          ExtFeature.MMP,
          ExtFeature.FLEX_BG,
          ExtFeature.EA_INODE,
          ExtFeature.METADATA_CSUM_SEED,
          ExtFeature.LARGE_DIR,
          ExtFeature.INLINE_DATA,
          ExtFeature.ENCRYPT,
          ExtFeature.CASEFOLD,
          ExtFeature.HUGE_FILE,
          ExtFeature.UNINIT_BG,
          ExtFeature.DIR_NLINK,
          ExtFeature.EXTRA_ISIZE,
          ExtFeature.BIGALLOC,
          ExtFeature.METADATA_CSUM);

  boolean has(ExtFeature feature) {
    return (flags(feature.set()) & feature.bit()) != 0;
  }

  private long flags(ExtFeature.Set set) {
    return switch (set) {
      case COMPATIBLE -> compatible;
      case INCOMPATIBLE -> incompatible;
      case READ_ONLY -> readOnly;
    };
  }

  /**
   * Returns {@code ext2}, {@code ext3} or {@code ext4}: the oldest driver that reads the volume.
   */
  String type() {
    if (EXT4.stream().anyMatch(this::has)) {
      return "ext4";
    }
    return has(ExtFeature.HAS_JOURNAL) ? "ext3" : "ext2";
  }

  /** Throws if the volume uses an incompatible feature that is not read. */
  void requireSupported() throws UnsupportedImageException {
    if (has(ExtFeature.JOURNAL_DEV)) {
      throw new UnsupportedImageException("external journal of ext3 or ext4");
    }
    String refused = refused();
    if (!refused.isEmpty()) {
      throw new UnsupportedImageException(type() + " with the feature " + refused);
    }
  }

  /** Returns the names of the incompatible features that are not read; empty if there are none. */
  String refused() {
    StringJoiner names = new StringJoiner(", ");
    long unknown = incompatible;
    for (ExtFeature feature : ExtFeature.values()) {
      if (feature.set() == ExtFeature.Set.INCOMPATIBLE) {
        unknown &= ~feature.bit();
        if (has(feature) && REFUSED.contains(feature)) {
          names.add(feature.option());
        }
      }
    }
    for (long left = unknown; left != 0; left &= left - 1) {
      names.add("FEATURE_I" + Long.numberOfTrailingZeros(left)); // as dumpe2fs names them
    }
    return names.toString();
  }

  /** Returns the names of all features, separated by blanks. */
  @Override
  public String toString() {
    StringJoiner names = new StringJoiner(" ");
    for (ExtFeature feature : ExtFeature.values()) {
      if (has(feature)) {
        names.add(feature.option());
      }
    }
    return names.toString();
  }
}
