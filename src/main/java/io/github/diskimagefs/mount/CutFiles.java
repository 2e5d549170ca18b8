package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files of 4 GiB and more whose size one tree records modulo 2^32, because a directory record of
 * ISO 9660 has no room for more, and another in full. Such a file has 4 GiB up to the next file.
 */
final class CutFiles {
  private static final long LIMIT = 1L << 32;

  /** Entries of a tree that are examined: as many as are for the sizes of boot images. */
  private static final int MAX_ENTRIES = 20_000;

  private final Volume volume;
  private final List<Candidate> files = new ArrayList<>();

  private CutFiles(Volume volume) {
    this.volume = volume;
  }

  private record Folder(Node node, List<String> path) {}

  private record Candidate(Node node, Folder folder, long start) {}

  /** Returns whether a tree of ISO 9660 has a file cut that a tree of UDF has whole. */
  static boolean any(Volume iso, Volume udf) {
    if (iso.size() < LIMIT && udf.size() < LIMIT || !udf.type().equals(ViewName.UDF.option())) {
      return false;
    }
    try {
      CutFiles tree = new CutFiles(iso);
      tree.collect();
      for (Candidate file : tree.followedByGap()) {
        Node whole = find(udf, file);
        if (whole != null && whole.size() >= LIMIT && whole.size() > file.node().size()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private void collect() throws IOException {
    Deque<Folder> folders = new ArrayDeque<>();
    Set<Object> seen = new HashSet<>();
    folders.add(new Folder(volume.root(), List.of()));
    int count = 0;
    while (!folders.isEmpty() && count < MAX_ENTRIES) {
      Folder folder = folders.poll();
      if (!seen.add(folder.node().key())) {
        continue;
      }
      try (NodeCursor cursor = volume.children(folder.node())) {
        for (Node node = cursor.next(); node != null && count < MAX_ENTRIES; node = cursor.next()) {
          count++;
          if (node.kind() == Node.Kind.DIRECTORY) {
            List<String> path = new ArrayList<>(folder.path());
            path.add(node.name());
            folders.add(new Folder(node, path));
          } else if (node.kind() == Node.Kind.FILE && node.size() > 0) {
            add(node, folder);
          }
        }
      }
    }
  }

  private void add(Node node, Folder folder) throws IOException {
    ByteSource content = volume.open(node);
    HostExtent extent = content.extent(0, 1);
    if (extent.stored()) {
      files.add(new Candidate(node, folder, extent.offset()));
    }
  }

  /** Returns the files below 4 GiB whose next neighbour starts 4 GiB after them, or later. */
  private List<Candidate> followedByGap() {
    files.sort(Comparator.comparingLong(Candidate::start));
    List<Candidate> cut = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Candidate file = files.get(i);
      boolean last = i == files.size() - 1;
      if (file.node().size() < LIMIT
          && (last || files.get(i + 1).start() - file.start() >= LIMIT)) {
        cut.add(file);
      }
    }
    return cut;
  }

  private static Node find(Volume udf, Candidate file) throws IOException {
    Node folder = udf.root();
    for (String name : file.folder().path()) {
      folder = folder == null ? null : udf.child(folder, name);
    }
    return folder == null ? null : udf.child(folder, file.node().name());
  }
}
