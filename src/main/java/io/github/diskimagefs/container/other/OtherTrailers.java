package io.github.diskimagefs.container.other;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Recognises image formats that are not read, by what their files end with. The files start with
 * plain sectors: where those are recognised, they are read without the trailer.
 */
public final class OtherTrailers implements ContainerDetector {
  private static final ContainerFormat UIF =
      new UnsupportedContainer("UIF (MagicISO)", ImageScheme.ISO);

  /** Bytes of the structure that ends an image of MagicISO (uif2iso, {@code bbis_t}). */
  private static final int UIF_LENGTH = 64;

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    ByteSource bytes = file.bytes();
    if (bytes == null) {
      return null;
    }
    return magicIso(bytes) ? UIF : null;
  }

  /** Returns whether the last structure has its letters and states its own length. */
  private static boolean magicIso(ByteSource bytes) throws IOException {
    if (bytes.size() < UIF_LENGTH) {
      return false;
    }
    Struct tail =
        Struct.read(
            "trailer", bytes, bytes.size() - UIF_LENGTH, UIF_LENGTH, ByteOrder.LITTLE_ENDIAN);
    return tail.has(0, "bbis") && tail.u32(4) == UIF_LENGTH;
  }
}
