package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.ArrayList;
import java.util.List;

/** Partition map, ECMA-167 3/10.7 and UDF 2.2.8 to 2.2.10. */
sealed interface PartitionMap {

  /** The partition number of the descriptor that it maps. */
  int number();

  /** Type 1, 3/10.7.2: blocks in their own order. */
  record Physical(int volume, int number) implements PartitionMap {}

  /** Type 2, UDF 2.2.8: blocks through the virtual allocation table. */
  record Virtual(int number) implements PartitionMap {}

  /**
   * Type 2, UDF 2.2.9: blocks whose packets may be replaced.
   *
   * @param packetLength in blocks
   * @param tables sectors of the sparing tables
   */
  record Sparable(int number, int packetLength, List<Long> tables) implements PartitionMap {}

  /** Type 2, UDF 2.50 2.2.10: blocks of the metadata file; all three as blocks of the partition. */
  record Metadata(int number, long file, long mirror) implements PartitionMap {}

  /** Of a kind that this library does not know: reading its blocks fails. */
  record Unknown(int number, String kind) implements PartitionMap {}

  static List<PartitionMap> readAll(Struct table, long count) throws MalformedImageException {
    List<PartitionMap> maps = new ArrayList<>();
    int offset = 0;
    for (long i = 0; i < count; i++) {
      int length = table.u8(offset + 1); // 3/10.7.1.2
      if (length < 2) {
        throw table.malformed("map %d of %d bytes", i, length);
      }
      maps.add(read(table.slice(offset, length)));
      offset += length;
    }
    return List.copyOf(maps);
  }

  private static PartitionMap read(Struct struct) throws MalformedImageException {
    int type = struct.u8(0); // 3/10.7.1.1
    if (type == 1) {
      return new Physical(struct.u16(2), struct.u16(4));
    }
    if (type != 2) {
      return new Unknown(-1, "type " + type);
    }
    String kind = EntityId.read(struct, 4).name();
    int number = struct.u16(38);
    return switch (kind) {
      case "*UDF Virtual Partition" -> new Virtual(number);
      case "*UDF Sparable Partition" -> sparable(struct, number);
      case "*UDF Metadata Partition" -> new Metadata(number, struct.u32(40), struct.u32(44));
      default -> new Unknown(number, kind);
    };
  }

  private static Sparable sparable(Struct struct, int number) throws MalformedImageException {
    int packetLength = struct.u16(40);
    if (packetLength == 0) {
      throw struct.malformed("packets of no blocks");
    }
    List<Long> tables = new ArrayList<>();
    for (int i = 0; i < Math.min(4, struct.u8(42)); i++) {
      tables.add(struct.u32(48 + 4 * i));
    }
    return new Sparable(number, packetLength, List.copyOf(tables));
  }
}
