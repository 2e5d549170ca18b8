package io.github.diskimagefs.bench;

import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An APFS image of a tree, by the builder of the project's tests: Linux has no tool for it. */
final class ApfsTree {
  private ApfsTree() {}

  static void write(Path tree, Path image) throws IOException {
    ApfsVolumeImage volume = ApfsImage.named("many");
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String name = tree.relativize(path).toString();
        if (Files.isRegularFile(path)) {
          volume.file(name, Files.readAllBytes(path));
        } else if (!name.isEmpty()) {
          volume.dir(name);
        }
      }
    }
    Files.write(image, volume.bytes());
  }
}
