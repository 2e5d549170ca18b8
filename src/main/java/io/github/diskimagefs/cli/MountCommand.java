package io.github.diskimagefs.cli;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.nio.file.FileSystem;

/** A command on the tree of an image. */
abstract class MountCommand extends ImageCommand {
  MountCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    try (FileSystem disc = DiskImages.open(image.path(), image.env())) {
      run(disc);
    }
    return 0;
  }

  /** Does the command's work on the open image; says each failure to the console. */
  abstract void run(FileSystem disc) throws IOException;
}
