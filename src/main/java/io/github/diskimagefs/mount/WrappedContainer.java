package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A container inside another that only wraps it. */
record WrappedContainer(Container outer, Container content) implements Container {
  private static final int MAX_DEPTH = 4;

  /** Opens an image file and what it wraps. */
  static Container open(ContainerFormat format, ImageFile file, ImageOptions options)
      throws IOException {
    return open(format, file, options, 0);
  }

  private static Container open(
      ContainerFormat format, ImageFile file, ImageOptions options, int depth) throws IOException {
    Container container = format.open(file, options);
    ImageFile inner = container.inner();
    if (inner == null) {
      return container;
    }
    try {
      for (ContainerFormat candidate : Formats.CONTAINERS) {
        if (depth < MAX_DEPTH && candidate.probe(inner)) {
          return new WrappedContainer(container, open(candidate, inner, options, depth + 1));
        }
      }
      throw new MalformedImageException(
          container.type() + " image", 0, "holds no disk image of a known format");
    } catch (IOException | RuntimeException | Error e) {
      try {
        container.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  @Override
  public String type() {
    return outer.type() + " " + content.type();
  }

  @Override
  public Disc disc() {
    return content.disc();
  }

  @Override
  public ByteSource disk() {
    return content.disk();
  }

  @Override
  public int sectorSize() {
    return content.sectorSize();
  }

  @Override
  public Map<String, String> properties() throws IOException {
    Map<String, String> properties = new LinkedHashMap<>(outer.properties());
    properties.putAll(content.properties());
    return properties;
  }

  @Override
  public void verify(VerifyReport report) throws IOException {
    outer.verify(report);
    content.verify(report);
  }

  @Override
  public void close() throws IOException {
    try (outer) {
      content.close();
    }
  }
}
