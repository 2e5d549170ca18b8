package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import java.io.Closeable;
import java.io.IOException;

/**
 * A disk in another file of an image's folder: a parent, an extent or a data file.
 *
 * @param bytes the disk's bytes
 * @param container the image that holds the disk; null if the file is the disk
 * @param file closes the file and the image in it
 */
public record SiblingDisk(ByteSource bytes, Container container, Closeable file)
    implements Closeable {

  /**
   * Opens a file whose bytes are the disk's.
   *
   * @param name as {@link SiblingName} returns it
   * @param structure the structure that names the file, for the message of an error
   * @throws MalformedImageException if the image's folder has no such file
   */
  public static SiblingDisk raw(ImageFile image, String structure, String name) throws IOException {
    HostFile file = image.folder() == null ? null : image.folder().open(name);
    if (file == null) {
      throw missing(structure, name);
    }
    return new SiblingDisk(file, null, file);
  }

  /**
   * Opens an image, whose format its content shows.
   *
   * @param name as {@link SiblingName} returns it
   * @param structure the structure that names the file, for the message of an error
   * @throws MalformedImageException if the image's folder has no such file, or it is no disk
   */
  public static SiblingDisk image(ImageContext context, String structure, String name)
      throws IOException {
    SiblingImage sibling = context.open(name);
    if (sibling == null) {
      throw missing(structure, name);
    }
    if (sibling.container().content() instanceof Content.BlockDevice disk) {
      return new SiblingDisk(disk.bytes(), sibling.container(), sibling);
    }
    try (sibling) {
      throw new MalformedImageException(
          structure,
          MalformedImageException.NO_OFFSET,
          name + " is a " + sibling.container().type() + ", which is no disk");
    }
  }

  /**
   * Returns this disk if it has the identifier that a child records; else closes it.
   *
   * @param structure the structure that names the file, for the message of an error
   * @param name as {@link SiblingName} returns it
   * @param found this disk's identifier, after its name in the format's specification; null if it
   *     is of another format
   * @param wanted the recorded identifier, after that name
   * @throws MalformedImageException if the identifiers differ
   */
  public SiblingDisk require(String structure, String name, String found, String wanted)
      throws IOException {
    if (wanted.equals(found)) {
      return this;
    }
    try (this) {
      throw new MalformedImageException(
          structure,
          MalformedImageException.NO_OFFSET,
          name + " with the " + wanted,
          found == null ? container.type() : found);
    }
  }

  /** Returns the error of a file that the image's folder does not have. */
  public static MalformedImageException missing(String structure, String name) {
    return new MalformedImageException(
        structure,
        MalformedImageException.NO_OFFSET,
        "the image's folder has no file \"" + name + "\"");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
