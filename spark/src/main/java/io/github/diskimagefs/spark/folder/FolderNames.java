package io.github.diskimagefs.spark.folder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The names in the folder that was listed last, as far as they were read. The images of a task are
 * mostly in one folder, and several of them may look for other files there.
 */
public final class FolderNames {
  private final List<String> names = new ArrayList<>();
  private Path folder;
  private RemoteIterator<FileStatus> rest;

  /** Creates an empty cache. */
  public FolderNames() {}

  /**
   * Returns a name of a folder; reads the listing as far as it is needed.
   *
   * @param index from 0 to the number of names that were returned before
   * @return null after the last name
   */
  synchronized String get(FileSystem host, Path listed, int index) throws IOException {
    if (!listed.equals(folder)) {
      folder = null;
      names.clear();
      rest = host.listStatusIterator(listed);
      folder = listed;
    }
    try {
      while (names.size() <= index && rest.hasNext()) {
        names.add(rest.next().getPath().getName());
      }
    } catch (IOException e) {
      folder = null;
      throw e;
    }
    return index < names.size() ? names.get(index) : null;
  }
}
