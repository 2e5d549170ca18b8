package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.HostFolder;

/**
 * The folder of an image file, for volumes of which a part is in other files.
 *
 * @param image plain name of the image file; empty if it has none
 * @param files the files of its folder, which no name leaves
 */
public record ImageFolder(String image, HostFolder files) {
  /** The folder of an image without siblings. */
  public static final ImageFolder NONE = new ImageFolder("", HostFolder.EMPTY);
}
