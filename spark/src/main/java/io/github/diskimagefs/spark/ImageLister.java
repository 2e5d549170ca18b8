package io.github.diskimagefs.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Lists images on the driver, page by page and without a request for each. Folders are listed with
 * all folders in them; as Spark does, names that start with an underscore or a dot are left out. A
 * sparse bundle is one image.
 */
final class ImageLister {
  private static final String BUNDLE = ".sparsebundle";

  /** Maximum number of hosts held for an image, as many as HDFS stores copies. */
  private static final int MAX_HOSTS = 3;

  private final Configuration configuration;
  private final GlobFilter names;
  private final ImagePruner pruner;
  private final List<ListedImage> images = new ArrayList<>();

  private ImageLister(Configuration configuration, GlobFilter names, ImagePruner pruner) {
    this.configuration = configuration;
    this.names = names;
    this.pruner = pruner;
  }

  /**
   * Lists images.
   *
   * @param pruner leaves out images that no row of the query can be in
   * @throws FileNotFoundException if a path or a pattern names nothing
   */
  static List<ListedImage> list(
      Configuration configuration, SourceOptions options, ImagePruner pruner) throws IOException {
    GlobFilter names =
        options.pathGlobFilter() == null ? null : new GlobFilter(options.pathGlobFilter());
    ImageLister lister = new ImageLister(configuration, names, pruner);
    for (String path : options.paths()) {
      lister.add(new Path(path));
    }
    return lister.images;
  }

  private void add(Path path) throws IOException {
    FileSystem fileSystem = path.getFileSystem(configuration);
    Path qualified = fileSystem.makeQualified(path);
    if (!isPattern(qualified.toUri().getPath())) {
      FileStatus status = fileSystem.getFileStatus(qualified);
      addFound(fileSystem, status);
    } else if (!addMatches(fileSystem, qualified)) {
      throw new FileNotFoundException("No file matches " + path);
    }
  }

  private static boolean isPattern(String path) {
    return path.chars().anyMatch(c -> "{}[]*?\\".indexOf(c) >= 0);
  }

  /** Adds what a pattern matches; returns whether that is anything. */
  private boolean addMatches(FileSystem fileSystem, Path pattern) throws IOException {
    String name = pattern.getName();
    // Braces may hold separators, so that the pattern has no last name.
    if (pattern.getParent() == null || pattern.toUri().getPath().indexOf('{') >= 0) {
      return addAll(fileSystem, fileSystem.globStatus(pattern), name);
    }
    Path parent = pattern.getParent();
    FileStatus[] folders =
        isPattern(parent.toUri().getPath())
            ? fileSystem.globStatus(parent)
            : new FileStatus[] {fileSystem.getFileStatus(parent)};
    GlobFilter filter = new GlobFilter(name);
    boolean found = false;
    for (FileStatus folder : folders == null ? new FileStatus[0] : folders) {
      if (folder.isDirectory()) {
        // Names the blocks of each file in the same request, unlike globStatus.
        RemoteIterator<? extends FileStatus> entries =
            LocalFiles.on(fileSystem)
                ? fileSystem.listStatusIterator(folder.getPath())
                : fileSystem.listLocatedStatus(folder.getPath());
        while (entries.hasNext()) {
          FileStatus entry = entries.next();
          if (filter.accept(entry.getPath()) && shown(entry.getPath().getName(), name)) {
            found = true;
            addFound(fileSystem, entry);
          }
        }
      }
    }
    return found;
  }

  private boolean addAll(FileSystem fileSystem, FileStatus[] matches, String pattern)
      throws IOException {
    boolean found = false;
    for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
      if (shown(match.getPath().getName(), pattern)) {
        found = true;
        addFound(fileSystem, match);
      }
    }
    return found;
  }

  /** Returns whether a name is not hidden, or a pattern asks for hidden ones. */
  private static boolean shown(String name, String pattern) {
    return !hidden(name) || pattern.charAt(0) == name.charAt(0);
  }

  private static boolean hidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  private void addFound(FileSystem fileSystem, FileStatus found) throws IOException {
    if (found.isDirectory()) {
      addFolder(fileSystem, found.getPath());
    } else {
      addFile(found);
    }
  }

  private void addFolder(FileSystem fileSystem, Path folder) throws IOException {
    Map<Path, Long> bundles = new HashMap<>();
    RemoteIterator<? extends FileStatus> files =
        LocalFiles.on(fileSystem)
            ? new LocalFiles(fileSystem, folder)
            : fileSystem.listFiles(folder, true);
    while (files.hasNext()) {
      FileStatus file = files.next();
      Path bundle = bundle(folder, file.getPath());
      if (bundle != null) {
        bundles.merge(bundle, file.getLen(), Long::sum);
      } else if (shownIn(folder, file.getPath())) {
        addFile(file);
      }
    }
    for (Map.Entry<Path, Long> bundle : bundles.entrySet()) {
      if (accepts(bundle.getKey())) {
        images.add(
            new ListedImage(bundle.getKey().toString(), bundle.getValue(), 0, true, List.of()));
      }
    }
  }

  /** Returns the sparse bundle that holds a file; null if none does. */
  private static Path bundle(Path top, Path file) {
    if (!file.toUri().getPath().contains(BUNDLE + Path.SEPARATOR)) {
      return null; // without a path for each folder that holds the file
    }
    Path bundle = null;
    for (Path path = file; path != null; path = path.equals(top) ? null : path.getParent()) {
      if (path.getName().endsWith(BUNDLE) && !path.equals(file)) {
        bundle = path;
      }
    }
    return bundle;
  }

  private static boolean shownIn(Path top, Path file) {
    String text = file.toUri().getPath();
    if (!text.contains("/_") && !text.contains("/.")) {
      return true;
    }
    for (Path path = file; path != null && !path.equals(top); path = path.getParent()) {
      if (hidden(path.getName())) {
        return false;
      }
    }
    return true;
  }

  private boolean accepts(Path path) {
    return (names == null || names.accept(path)) && pruner.mayHold(path.toString());
  }

  private void addFile(FileStatus file) throws IOException {
    if (accepts(file.getPath())) {
      images.add(
          new ListedImage(
              file.getPath().toString(),
              file.getLen(),
              file.getModificationTime(),
              false,
              hosts(file)));
    }
  }

  /** Returns the hosts of the first blocks, where a file system's tables usually are. */
  private static List<String> hosts(FileStatus file) throws IOException {
    if (!(file instanceof LocatedFileStatus located) || located.getBlockLocations() == null) {
      return List.of();
    }
    Set<String> hosts = new LinkedHashSet<>();
    for (BlockLocation block : located.getBlockLocations()) {
      for (String host : block.getHosts()) {
        // Object stores and local files are everywhere the same.
        if (hosts.size() < MAX_HOSTS && !host.equals("localhost")) {
          hosts.add(host.intern());
        }
      }
    }
    return List.copyOf(hosts);
  }
}
