package io.github.diskimagefs.codec;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The compressed data of a chunk where the image stores them.
 *
 * @param name of the structure, for messages
 * @param source holds the data
 * @param position of the first byte in the source
 * @param length in bytes
 */
public record StoredData(String name, ByteSource source, long position, int length) {

  /**
   * Reads the data into memory.
   *
   * @throws io.github.diskimagefs.MalformedImageException if the source ends before them
   */
  public Struct read() throws IOException {
    return Struct.read(name, source, position, length, ByteOrder.LITTLE_ENDIAN);
  }
}
