package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.PropertyList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reader of the block tables of an image, in the property list or else in the resource fork. */
final class BlockTableReader {
  private BlockTableReader() {}

  /** Reads the tables of an image; returns none if it has neither list nor fork. */
  static List<BlockTable> read(ByteSource file, KolyTrailer koly) throws IOException {
    List<BlockTable> tables = List.of();
    if (koly.xmlLength() > 0) {
      byte[] xml = part("property list", file, koly.xmlOffset(), koly.xmlLength());
      tables = fromList(PropertyList.read(xml, koly.xmlOffset()), koly.xmlOffset());
    }
    if (tables.isEmpty() && koly.resourceLength() > 0) {
      byte[] fork = part("resource fork", file, koly.resourceOffset(), koly.resourceLength());
      tables =
          ResourceFork.blockTables(
              Struct.of("resource fork", fork, koly.resourceOffset(), ByteOrder.BIG_ENDIAN));
    }
    return tables;
  }

  private static byte[] part(String name, ByteSource file, long offset, long length)
      throws IOException {
    if (offset > file.size() - length) {
      throw new MalformedImageException(
          name, offset, length + " bytes, but the file ends at " + file.size());
    }
    long max = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 6);
    if (length > max) {
      throw new UnsupportedImageException(
          name + " of " + length + " bytes: with this heap at most " + max);
    }
    byte[] bytes = new byte[(int) length];
    file.readFully(offset, ByteBuffer.wrap(bytes));
    return bytes;
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

  private static String name(Map<?, ?> map) {
    if (map.get("CFName") instanceof String name && !name.isEmpty()) {
      return name;
    }
    return map.get("Name") instanceof String name ? name : "";
  }
}
