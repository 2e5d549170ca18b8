package io.github.diskimagefs.volume;

import java.io.IOException;
import java.util.List;

/** A tree of entries that was found in a source, not opened yet. */
public interface VolumeView {

  /** Returns its name, a value of the option {@code view}, or the volume's type. */
  String name();

  /**
   * Returns whether the tree has names of its own: without them, its names are the short ones of
   * another tree of the same entries.
   */
  default boolean named() {
    return true;
  }

  /** Opens the tree. */
  Volume open() throws IOException;

  /** Returns the volume's name if it is known before the volume is opened, else null. */
  default String label() {
    return null;
  }

  /**
   * Returns the volume's role in an installation of an operating system, by which it can be chosen
   * as by its name; empty if it has none.
   */
  default String role() {
    return "";
  }

  /**
   * Returns how well the volume serves as the main one of its image: 0 unless the format says that
   * others come before it.
   */
  default int rank() {
    return 0;
  }

  /** Returns the checksums that the volume stores of its bytes as a whole, most often none. */
  default List<StoredChecksum> checksums() throws IOException {
    return List.of();
  }

  /** Returns a view of a volume that stores checksums. */
  static VolumeView of(String name, Opener opener, List<StoredChecksum> checksums) {
    return new VolumeView() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Volume open() throws IOException {
        return opener.open();
      }

      @Override
      public List<StoredChecksum> checksums() {
        return checksums;
      }
    };
  }

  /** Creates a view with names of its own. */
  static VolumeView of(String name, Opener opener) {
    return of(name, true, opener);
  }

  /** Creates a view. */
  static VolumeView of(String name, boolean named, Opener opener) {
    record OpenedView(String name, boolean named, Opener opener) implements VolumeView {
      @Override
      public Volume open() throws IOException {
        return opener.open();
      }
    }
    return new OpenedView(name, named, opener);
  }

  /** Opens a view. */
  @FunctionalInterface
  interface Opener {
    /** Opens the view. */
    Volume open() throws IOException;
  }
}
