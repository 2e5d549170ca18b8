package io.github.diskimagefs.mount;

import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Choice among the trees of an optical disc, which mastering software fills differently: the most
 * expressive one, unless another holds more. The root directories, the counts of folders that the
 * volumes state, and files of 4 GiB and more are compared, so that the cost is bounded.
 */
final class TreeRanking {
  /** Entries of a root directory that are counted: more than any disc has that hides some. */
  private static final int MAX_ROOT_ENTRIES = 128;

  /**
   * File of the tree of ISO 9660 alone that lists the names of Rock Ridge, as mkisofs writes it.
   */
  private static final String TRANSLATION_TABLE = "TRANS.TBL";

  private TreeRanking() {}

  /**
   * The size of a tree.
   *
   * @param entries of the root directory that have content, -1 if it cannot be read
   * @param folders as the volume states them, -1 if it does not
   */
  private record Extent(int entries, long folders) {

    static Extent of(Volume volume) {
      try {
        return new Extent(entries(volume), volume.folders());
      } catch (IOException e) {
        return new Extent(-1, -1);
      }
    }

    /** Counts no empty file: some writers record symbolic links and boot catalogs as such. */
    private static int entries(Volume volume) throws IOException {
      int count = 0;
      try (NodeCursor cursor = volume.outline(volume.root())) {
        for (Node node = cursor.next();
            node != null && count < MAX_ROOT_ENTRIES;
            node = cursor.next()) {
          boolean empty = node.kind() == Node.Kind.FILE && node.size() == 0;
          if (!empty && !node.name().equalsIgnoreCase(TRANSLATION_TABLE)) {
            count++;
          }
        }
      }
      return count;
    }

    /**
     * Returns whether this tree holds more than a more expressive one.
     *
     * @param equal whether this tree has attributes as rich as the other: else a few files that an
     *     author has hidden in the other are no reason to lose them
     */
    boolean exceeds(Extent other, boolean equal) {
      boolean counted = folders >= 0 && other.folders >= 0;
      if (counted && folders != other.folders) {
        return folders > other.folders && entries >= other.entries;
      }
      return equal ? entries > other.entries : entries > 2 * Math.max(0, other.entries);
    }
  }

  /** Sorts views, the most expressive first: Rock Ridge without names of its own has few. */
  static List<VolumeView> sorted(List<VolumeView> views) {
    List<VolumeView> sorted = new ArrayList<>(views);
    sorted.sort(Comparator.comparingInt(TreeRanking::rank));
    return sorted;
  }

  private static int rank(VolumeView view) {
    List<String> order = ViewName.options();
    if (!order.contains(view.name())) {
      return Integer.MAX_VALUE;
    }
    return view.named()
        ? 2 * order.indexOf(view.name())
        : 2 * order.indexOf(ViewName.ISO9660.option()) - 1;
  }

  /**
   * Opens the view that holds most.
   *
   * @param views at least one
   * @throws IOException if none can be opened
   */
  static Volume open(List<VolumeView> views) throws IOException {
    Volume best = null;
    Extent bestExtent = null;
    IOException error = null;
    for (VolumeView view : sorted(views)) {
      if (best != null && samePlaces(best, view)) {
        continue;
      }
      Volume volume;
      try {
        volume = view.open();
      } catch (IOException e) {
        error = error == null ? e : suppress(error, e);
        continue;
      }
      if (views.size() == 1) {
        return volume;
      }
      Extent extent = Extent.of(volume);
      boolean udf = view.name().equals(ViewName.UDF.option());
      if (best == null || extent.exceeds(bestExtent, udf) || CutFiles.any(best, volume)) {
        best = volume;
        bestExtent = extent;
      }
    }
    if (best == null) {
      throw error;
    }
    return best;
  }

  /** Returns whether a view is the plain tree of an open volume with Rock Ridge. */
  private static boolean samePlaces(Volume open, VolumeView view) {
    return open.type().equals(ViewName.ROCKRIDGE.option())
        && view.name().equals(ViewName.ISO9660.option());
  }

  private static IOException suppress(IOException error, IOException other) {
    error.addSuppressed(other);
    return error;
  }
}
