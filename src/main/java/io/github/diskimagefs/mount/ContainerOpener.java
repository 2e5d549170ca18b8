package io.github.diskimagefs.mount;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingFile;
import io.github.diskimagefs.container.SiblingImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;

/**
 * Opens an image file, the images that it wraps, and those of its folder that it names. A chain of
 * names is followed to a maximum depth and never in a circle.
 */
final class ContainerOpener implements ImageContext {
  /** Images that wrap each other: encryption within encryption is not made by any tool. */
  private static final int MAX_NESTED = 4;

  /** Images that name each other; chains of snapshots are rarely longer than ten. */
  private static final int MAX_SIBLINGS = 64;

  private final ImageFile file;
  private final ImageOptions options;
  private final ContainerOpener parent;

  /** The file inside of this one, while it is opened; null if there is none. */
  private ImageFile inside;

  private ContainerOpener(ImageFile file, ImageOptions options, ContainerOpener parent) {
    this.file = file;
    this.options = options;
    this.parent = parent;
  }

  /** Opens a file of a format, and the images that it wraps. */
  static Container open(ContainerFormat format, ImageFile file, ImageOptions options)
      throws IOException {
    return new ContainerOpener(file, options, null).open(format, file, 0);
  }

  private Container open(ContainerFormat format, ImageFile image, int depth) throws IOException {
    Container container = format.open(image, this);
    return container.content() instanceof Content.NestedImage nested
        ? openNested(container, nested, depth)
        : container;
  }

  private Container openNested(Container container, Content.NestedImage nested, int depth)
      throws IOException {
    try {
      ContainerFormat inner = nested.format();
      if (inner == null) {
        inner = depth < MAX_NESTED ? Formats.container(nested.file()) : null;
      }
      if (inner == null) {
        throw new MalformedImageException(
            container.type() + " image", 0, "holds no disk image of a known format");
      }
      inside = nested.file();
      return new NestedContainer(container, open(inner, nested.file(), depth + 1));
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, container);
      throw e;
    }
  }

  @Override
  public ImageOptions options() {
    return options;
  }

  @Override
  public VolumeRecognizer volumes() {
    return Formats.RECOGNIZER;
  }

  @Override
  public SiblingImage open(String name) throws IOException {
    int depth = 0;
    for (ContainerOpener each = this; each != null; each = each.parent) {
      if (each.file.bytes() != null && each.file.name().equals(name)) {
        throw new MalformedImageException(
            file.name(), MalformedImageException.NO_OFFSET, "refers to itself through " + name);
      }
      if (++depth > MAX_SIBLINGS) {
        throw new MalformedImageException(
            file.name(),
            MalformedImageException.NO_OFFSET,
            "more than " + MAX_SIBLINGS + " images refer to each other");
      }
    }
    HostFile host = file.folder().open(name);
    if (host == null) {
      return null;
    }
    try {
      ImageFile sibling =
          new ImageFile(name, host, file.folder(), file.cache(), file.storage(), null);
      ContainerFormat format = Formats.container(sibling);
      if (format == null) {
        format = BareImageFormat.DISK; // a disk may be empty
      }
      ContainerOpener opener = new ContainerOpener(sibling, options.withoutSnapshot(), this);
      Container container = format.open(sibling, opener);
      if (container.content() instanceof Content.NestedImage nested && nested.format() != null) {
        container = opener.openNested(container, nested, 0);
      }
      return new SiblingImage(container, host);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, host);
      throw e;
    }
  }

  @Override
  public SiblingFile unpack(String name) throws IOException {
    for (ContainerOpener each = this; each != null; each = each.parent) {
      if (each.inside != null && each.file.name().equals(name)) {
        return new SiblingFile(each.inside.bytes(), () -> {}); // open already
      }
    }
    SiblingImage image = open(name);
    if (image == null) {
      return null;
    }
    if (image.container().content() instanceof Content.NestedImage nested) {
      return new SiblingFile(nested.file().bytes(), image);
    }
    image.close();
    return null;
  }
}
