package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.PropertyList;
import io.github.diskimagefs.container.ResourceFork;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reader of the block tables of an image, in the property list or else in the resource fork. */
final class BlockTableReader {
  private BlockTableReader() {}

  /**
   * Reads the tables of an image; returns none if it has neither list nor fork.
   *
   * @param trailer offset of the trailer in the file
   */
  static List<BlockTable> read(ByteSource file, KolyTrailer koly, long trailer) throws IOException {
    List<BlockTable> tables = List.of();
    if (koly.xmlLength() > 0) {
      tables = fromList(file, koly, trailer);
    }
    if (tables.isEmpty() && koly.resourceLength() > 0) {
      byte[] fork = part("resource fork", file, koly.resourceOffset(), koly.resourceLength());
      tables =
          fromFork(Struct.of("resource fork", fork, koly.resourceOffset(), ByteOrder.BIG_ENDIAN));
    }
    return tables;
  }

  private static List<BlockTable> fromList(ByteSource file, KolyTrailer koly, long trailer)
      throws IOException {
    long offset = koly.xmlOffset();
    long length = koly.xmlLength();
    requireInside("property list", file, offset, length);
    if (!TrailerLocator.listAt(file, offset, file.size())
        && TrailerLocator.listAt(file, koly.dataEnd(), trailer)) {
      // The recorded offset is wrong: the list follows the data fork.
      offset = koly.dataEnd();
      length = trailer - offset;
    }
    byte[] list = part("property list", file, offset, length);
    return fromList(PropertyList.read(list, offset), offset);
  }

  private static void requireInside(String name, ByteSource file, long offset, long length)
      throws MalformedImageException {
    if (offset > file.size() - length) {
      throw new MalformedImageException(
          name, offset, length + " bytes, but the file ends at " + file.size());
    }
  }

  private static byte[] part(String name, ByteSource file, long offset, long length)
      throws IOException {
    requireInside(name, file, offset, length);
    long max = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 6);
    if (length > max) {
      throw new UnsupportedImageException(
          name + " of " + length + " bytes: with this heap at most " + max);
    }
    return file.readFully(offset, (int) length);
  }

  private static List<BlockTable> fromList(Object list, long imageOffset)
      throws MalformedImageException {
    List<BlockTable> tables = new ArrayList<>();
    if (PropertyList.map(list, "resource-fork").get("blkx") instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> map && map.get("Data") instanceof byte[] data) {
          tables.add(
              BlockTable.read(
                  name(map), Struct.of("blkx table", data, imageOffset, ByteOrder.BIG_ENDIAN)));
        }
      }
    }
    return tables;
  }

  private static List<BlockTable> fromFork(Struct fork) throws MalformedImageException {
    List<BlockTable> tables = new ArrayList<>();
    for (ResourceFork.Resource resource : ResourceFork.resources(fork, "blkx")) {
      tables.add(BlockTable.read(resource.name(), resource.content()));
    }
    return tables;
  }

  private static String name(Map<?, ?> map) {
    if (map.get("CFName") instanceof String name && !name.isEmpty()) {
      return name;
    }
    return map.get("Name") instanceof String name ? name : "";
  }
}
