package io.github.diskimagefs.container.macbinary;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;

/** Recognises MacBinary and AppleSingle files whose data fork is an image. */
public final class MacBinaryFormat implements ContainerDetector {
  private final ContainerDetector images;

  /**
   * Creates a detector.
   *
   * @param images recognises the image in a data fork, but no further MacBinary file
   */
  public MacBinaryFormat(ContainerDetector images) {
    this.images = images;
  }

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    Forks forks = file.bytes() == null ? null : forks(file.bytes());
    ContainerFormat inner = forks == null ? null : images.detect(forks.file(file));
    return inner == null ? null : new EncodedFormat(forks, inner);
  }

  private static Forks forks(ByteSource file) throws IOException {
    MacBinaryHeader header = MacBinaryHeader.find(file);
    return header == null ? AppleSingle.single(file) : header.forks(file);
  }
}
