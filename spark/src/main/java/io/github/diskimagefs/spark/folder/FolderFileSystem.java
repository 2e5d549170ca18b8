package io.github.diskimagefs.spark.folder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;

/** A folder of a Hadoop file system. Holds nothing that has to be closed. */
final class FolderFileSystem extends FileSystem {
  /** Maximum number of files whose status is held: a sparse bundle has thousands of bands. */
  private static final int MAX_KNOWN = 64;

  private final org.apache.hadoop.fs.FileSystem host;
  private final FileStatus image;
  private final String imageName;
  private final FolderNames names;
  private final org.apache.hadoop.fs.Path folder;

  /** The status of other files, the least recently used of which are forgotten. */
  private final Map<org.apache.hadoop.fs.Path, FileStatus> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<org.apache.hadoop.fs.Path, FileStatus> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  FolderFileSystem(org.apache.hadoop.fs.FileSystem host, FileStatus image, FolderNames names) {
    this.names = names;
    this.host = host;
    this.image = image;
    this.imageName = "/" + image.getPath().getName();
    this.folder = image.getPath().getParent();
  }

  org.apache.hadoop.fs.FileSystem host() {
    return host;
  }

  /** Returns a name of the image's folder; null after the last. */
  String name(int index) throws IOException {
    return names.get(host, folder, index);
  }

  /** Returns the path on the host; the colons that its names may hold are no part of a scheme. */
  org.apache.hadoop.fs.Path hostPath(FolderPath path) {
    String inside = path.toAbsolutePath().normalize().toString();
    if (inside.equals(imageName)) {
      return image.getPath(); // without parsing it again
    }
    String base = folder.toUri().getPath();
    String joined = base.endsWith("/") ? base + inside.substring(1) : base + inside;
    if (inside.equals("/")) {
      return folder;
    }
    return new org.apache.hadoop.fs.Path(
        folder.toUri().getScheme(), folder.toUri().getAuthority(), joined);
  }

  /**
   * Returns the status of a file, that of the image as it was listed. That of another file is asked
   * for once: an object store takes a request or two to answer.
   */
  FileStatus status(FolderPath path) throws IOException {
    org.apache.hadoop.fs.Path file = hostPath(path);
    if (file.equals(image.getPath())) {
      return image;
    }
    synchronized (known) {
      FileStatus status = known.get(file);
      if (status != null) {
        return status;
      }
    }
    try {
      FileStatus status = host.getFileStatus(file);
      synchronized (known) {
        known.put(file, status);
      }
      return status;
    } catch (FileNotFoundException e) {
      NoSuchFileException missing = new NoSuchFileException(path.toString());
      missing.initCause(e);
      throw missing;
    }
  }

  @Override
  public FileSystemProvider provider() {
    return FolderFileSystemProvider.INSTANCE;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("a folder is never closed");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public FolderPath getPath(String first, String... more) {
    StringBuilder text = new StringBuilder(first);
    for (String part : more) {
      if (!part.isEmpty()) {
        text.append(text.length() == 0 ? "" : "/").append(part);
      }
    }
    return FolderPath.parse(this, text.toString());
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    throw new UnsupportedOperationException("no patterns");
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("no users");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("no watching");
  }
}
