package io.github.diskimagefs.container.ndif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.container.ResourceFork;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Format of NDIF images, which a resource in the resource fork of their file makes recognisable.
 */
public final class NdifFormat extends ProbedFormat {
  private static final String RESOURCE = "bcem";

  /** Bounds memory; a block map of a compressed CD has some hundred kilobytes. */
  private static final int MAX_FORK_BYTES = 4 << 20;

  /** The format. */
  public NdifFormat() {
    super(ImageScheme.DMG, "a Disk Copy 6 image (NDIF)");
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    if (file.bytes() == null || file.resourceFork() == null) {
      return false;
    }
    try {
      return !resources(file.resourceFork()).isEmpty();
    } catch (MalformedImageException e) {
      return false;
    }
  }

  private static List<ResourceFork.Resource> resources(ByteSource fork) throws IOException {
    if (fork.size() > MAX_FORK_BYTES) {
      return List.of();
    }
    return ResourceFork.resources(
        Struct.read("resource fork", fork, 0, (int) fork.size(), ByteOrder.BIG_ENDIAN), RESOURCE);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    Struct resource = resources(file.resourceFork()).get(0).content();
    BcemResource map = BcemResource.read(resource, file.bytes().size());
    return new NdifImage(map, new NdifSource(file.bytes(), map, file.cache()));
  }
}
