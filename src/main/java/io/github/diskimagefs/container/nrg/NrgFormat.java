package io.github.diskimagefs.container.nrg;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;
import java.nio.ByteOrder;

/** Nero images, known by their last bytes. */
public final class NrgFormat implements ContainerFormat {
  private static final long DESCRIPTOR = 32_768;

  @Override
  public String scheme(ImageFile file) {
    return "nrg";
  }

  @Override
  public String name() {
    return "a Nero image";
  }

  /**
   * By the trailer; a file without one, but called so, is a broken one, unless it begins as a plain
   * disc image does.
   */
  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null
        && (NrgChunks.start(file.bytes()) >= 0
            || (file.extension().equals("nrg") && !plain(file.bytes())));
  }

  private static boolean plain(ByteSource bytes) throws IOException {
    return bytes.size() >= DESCRIPTOR + 6
        && Struct.read("", bytes, DESCRIPTOR, 6, ByteOrder.BIG_ENDIAN).has(1, "CD001");
  }

  @Override
  public Container open(ImageFile file, ImageOptions options) throws IOException {
    if (NrgChunks.start(file.bytes()) < 0) {
      throw new MalformedImageException(
          "NRG trailer", file.bytes().size(), "neither NER5 nor NERO stands at the end");
    }
    NrgChunks chunks = NrgChunks.read(file.bytes());
    return new DiscContainer("Nero image", new NrgLayout(file.bytes(), chunks).disc());
  }
}
