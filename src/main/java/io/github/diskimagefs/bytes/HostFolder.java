package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.util.List;

/** The folder of an image, or the folder that is one: data files of a sheet, segments, bands. */
public interface HostFolder {

  /** The folder of an image that has no siblings. */
  HostFolder EMPTY =
      new HostFolder() {
        @Override
        public List<String> names(int limit) {
          return List.of();
        }

        @Override
        public HostFile open(String name) {
          return null;
        }
      };

  /** Returns the plain names of the entries of the folder, at most {@code limit} of them. */
  List<String> names(int limit) throws IOException;

  /**
   * Opens a file of the folder.
   *
   * @param name one name, or names with {@code /} between them, which never leave the folder
   * @return the file, which the caller closes; null if there is none
   */
  HostFile open(String name) throws IOException;

  /**
   * Returns a folder of the folder.
   *
   * @param name one name
   * @return null if there is none
   */
  default HostFolder folder(String name) throws IOException {
    return null;
  }
}
