package io.github.diskimagefs.volume;

import java.io.IOException;

/** A tree that was found in a source: one way to show its content. */
public interface VolumeView {

  /** Its name as the {@code view} option has it, or the volume's type. */
  String name();

  /** Opens it. */
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
