package io.github.diskimagefs.cli;

import io.github.diskimagefs.VerifyStatus;
import java.nio.file.attribute.BasicFileAttributes;

/** Colours of a terminal (ECMA-48, Select Graphic Rendition), those of {@code ls}; or none. */
final class Palette {
  private static final String FOLDER = "1;34"; // bold blue
  private static final String LINK = "1;36"; // bold cyan
  private static final String DEVICE = "1;33"; // bold yellow
  private static final String GOOD = "32"; // green
  private static final String BAD = "1;31"; // bold red
  private static final String UNSURE = "33"; // yellow

  private final boolean colours;

  Palette(boolean colours) {
    this.colours = colours;
  }

  /** Returns whether there are colours. */
  boolean hasColours() {
    return colours;
  }

  /** Returns the name of an entry in the colour of its type. */
  String name(String name, BasicFileAttributes attributes) {
    return attributes.isDirectory()
        ? in(FOLDER, name)
        : attributes.isSymbolicLink()
            ? in(LINK, name)
            : attributes.isOther() ? in(DEVICE, name) : name;
  }

  /** Returns a text in the colour of an outcome. */
  String status(VerifyStatus status, String text) {
    return in(
        switch (status) {
          case VALID -> GOOD;
          case DAMAGED -> BAD;
          case NOT_CHECKED -> UNSURE;
        },
        text);
  }

  private String in(String colour, String text) {
    return colours ? "\u001b[" + colour + 'm' + text + "\u001b[0m" : text;
  }
}
