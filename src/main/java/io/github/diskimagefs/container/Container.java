package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.sector.Disc;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** An opened image file: the tracks of a disc, or one disk. */
public interface Container extends Closeable {

  /** The format's name, as {@code CUE sheet}, {@code UDIF}. */
  String type();

  /** The disc, or null if the image is one disk. */
  default Disc disc() {
    return null;
  }

  /** The disk's bytes, or null if the image is a disc of tracks. */
  default ByteSource disk() {
    return null;
  }

  /**
   * The image file inside, if this container only wraps one, as encryption does; else null. Then
   * neither {@link #disc} nor {@link #disk} is there.
   */
  default ImageFile inner() {
    return null;
  }

  /** Bytes per sector of the disk, as far as is known. */
  default int sectorSize() {
    return 512;
  }

  /** Facts for a reader, in the order to be shown. */
  default Map<String, String> properties() throws IOException {
    return Map.of();
  }

  /**
   * Reads the whole image and checks every checksum and error code it carries.
   *
   * @param report told of each part checked
   */
  default void verify(VerifyReport report) throws IOException {}

  /** Closes the files that the container opened, not the image file it was given. */
  @Override
  default void close() throws IOException {}
}
