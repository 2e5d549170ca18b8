package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --all}. */
final class HiddenOption {
  @Option(
      names = {"-a", "--all"},
      description = "Entries that the image marks as hidden too.")
  private boolean all;

  /** Sets the option. */
  void set() {
    all = true;
  }

  /** Returns whether an entry is shown. */
  boolean shows(Path entry) {
    return all || !Listing.isHidden(entry);
  }

  /** Returns the entries of a folder that are shown, by name. */
  List<Path> children(Path folder) throws IOException {
    return Listing.children(folder, this::shows);
  }
}
