package io.github.diskimagefs.container;

import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;

/** The surroundings in which a container opens an image file. */
public interface ImageContext {

  /** The caller's options. */
  ImageOptions options();

  /** Recognises volumes in the sectors of a track. */
  VolumeRecognizer volumes();

  /**
   * Opens another image of the same folder, as a parent, an extent or a key file is. Its format is
   * found by its content; a file of no known format is the sectors of a disk.
   *
   * @param name a file name, or names joined by {@code /}, inside the image's own folder
   * @return the image, which the caller closes; null if the folder has no such file
   * @throws io.github.diskimagefs.MalformedImageException if the file is one of the images that are
   *     being opened (a cycle), or too many images refer to each other
   * @throws IOException if the image is broken or not supported
   */
  SiblingImage open(String name) throws IOException;

  /**
   * Opens the file inside a packed file of the same folder, such as {@code disc.bin} in {@code
   * disc.bin.ecm}.
   *
   * @param name of the packed file, as for {@link #open}
   * @return the file inside; null if the folder has no such file, or it is not packed
   * @throws IOException if the packed file is broken or not supported
   */
  default SiblingFile unpack(String name) throws IOException {
    return null;
  }
}
