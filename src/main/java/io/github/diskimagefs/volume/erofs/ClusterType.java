package io.github.diskimagefs.volume.erofs;

import java.util.List;

/** Type of a logical cluster, in the order of their numbers ({@code Z_EROFS_LCLUSTER_TYPE_…}). */
enum ClusterType {
  /** Bytes stored as they are start in it. */
  PLAIN,
  /** Bytes compressed by the first algorithm start in it. */
  HEAD1,
  /** Nothing starts in it. */
  NONHEAD,
  /** Bytes compressed by the second algorithm start in it. */
  HEAD2;

  private static final List<ClusterType> ALL = List.of(values());

  /** Returns the type that the lowest two bits of a number name. */
  static ClusterType of(int bits) {
    return ALL.get(bits & 3);
  }
}
