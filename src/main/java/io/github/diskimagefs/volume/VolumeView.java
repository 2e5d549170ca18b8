package io.github.diskimagefs.volume;

import java.io.IOException;
import java.util.List;

/** One way to show what lies in a source: a tree that was found there. */
public interface VolumeView {

  /** Its name as the {@code view} option has it, or the volume's type. */
  String name();

  /** Opens it. */
  Volume open() throws IOException;

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

  /** A view from its two parts. */
  static VolumeView of(String name, Opener opener) {
    return new VolumeView() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Volume open() throws IOException {
        return opener.open();
      }
    };
  }

  /** Opens a view. */
  @FunctionalInterface
  interface Opener {
    /** Opens the view. */
    Volume open() throws IOException;
  }
}
