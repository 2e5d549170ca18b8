package io.github.diskimagefs.container.macbinary;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.ImageFile;

/**
 * Both forks of an encoded Macintosh file.
 *
 * @param encoding name of the encoding
 * @param name the Macintosh file's name; empty if the encoding does not record it
 * @param type type and creator; empty if they are not recorded
 * @param data the data fork
 * @param resource the resource fork; null if there is none
 */
record Forks(String encoding, String name, String type, ByteSource data, ByteSource resource) {

  /** Returns the Macintosh file in the folder of the encoded one. */
  ImageFile file(ImageFile encoded) {
    String plain = name.isEmpty() ? encoded.name() : name.replace('/', ':');
    return new ImageFile(
        plain, data, encoded.folder(), encoded.cache(), encoded.storage(), resource);
  }
}
