package io.github.diskimagefs.volume.erofs;

import java.util.StringJoiner;

/**
 * Incompatible features of a volume ({@code EROFS_FEATURE_INCOMPAT_…}). Some bits stand for two
 * features that came with the same kernel.
 */
enum ErofsFeature {
  ZERO_PADDING(0x1, "zero_padding", true),
  COMPRESSION_CONFIGURATIONS(0x2, "compr_cfgs/big_pcluster", true),
  CHUNKED_FILE(0x4, "chunked_file", true),
  DEVICE_TABLE(0x8, "device_table/compr_head2", true),
  ZTAILPACKING(0x10, "ztailpacking", true),
  FRAGMENTS(0x20, "fragments/dedupe", true),
  XATTR_PREFIXES(0x40, "xattr_prefixes", true),
  BITS_48(0x80, "48bit", false),
  METABOX(0x100, "metabox", false);

  private final long bit;
  private final String option;
  private final boolean read;

  ErofsFeature(long bit, String option, boolean read) {
    this.bit = bit;
    this.option = option;
    this.read = read;
  }

  boolean in(long features) {
    return (features & bit) != 0;
  }

  /** Returns the names of features that are not read; empty if there are none. */
  static String refused(long features) {
    return names(features, false);
  }

  /** Returns the names of all features. */
  static String names(long features) {
    return names(features, true);
  }

  private static String names(long features, boolean all) {
    StringJoiner names = new StringJoiner(" ");
    long unknown = features;
    for (ErofsFeature feature : values()) {
      if (feature.in(features) && (all || !feature.read)) {
        names.add(feature.option);
      }
      unknown &= ~feature.bit;
    }
    for (long left = unknown; left != 0; left &= left - 1) {
      names.add("FEATURE_I" + Long.numberOfTrailingZeros(left));
    }
    return names.toString();
  }
}
