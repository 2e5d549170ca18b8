package io.github.diskimagefs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a symbolic link of an image may be made on the host, and with which target.
 *
 * <p>A link that is allowed stays inside the extracted tree, whatever the other links of the tree
 * are: it climbs from the real folder that holds the link, no higher than the tree's root, and from
 * there only descends. A {@code ..} after a name could leave through another link, so it is
 * refused.
 */
final class LinkGuard {
  private LinkGuard() {}

  /**
   * The target on the host.
   *
   * @param target as the image records it
   * @param depth number of folders between the extracted tree's root and the link
   * @param host a path of the host's file system
   * @return empty if the link could lead out
   */
  static Optional<Path> inside(String target, int depth, HostName names, Path host) {
    if (target.isEmpty() || target.startsWith("/")) {
      return Optional.empty();
    }
    List<String> steps = new ArrayList<>();
    boolean descending = false;
    int climbed = 0;
    for (String step : target.split("/")) {
      if (step.isEmpty() || step.equals(".")) {
        continue;
      }
      if (!step.equals("..")) {
        descending = true;
        steps.add(names.of(step));
      } else if (descending || ++climbed > depth) {
        return Optional.empty();
      } else {
        steps.add(step);
      }
    }
    return Optional.of(
        host.getFileSystem().getPath(String.join("/", steps.isEmpty() ? List.of(".") : steps)));
  }
}
