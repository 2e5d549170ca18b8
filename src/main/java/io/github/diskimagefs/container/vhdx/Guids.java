package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.UUID;

/** GUIDs as Windows stores them: the first three fields little-endian, the rest byte by byte. */
final class Guids {
  static final UUID NONE = new UUID(0, 0);
  static final UUID BAT = UUID.fromString("2DC27766-F623-4200-9D64-115E9BFD4A08");
  static final UUID METADATA = UUID.fromString("8B7CA206-4790-4B9A-B8FE-575F050F886E");
  static final UUID FILE_PARAMETERS = UUID.fromString("CAA16737-FA36-4D43-B3B6-33F0AA44E76B");
  static final UUID VIRTUAL_DISK_SIZE = UUID.fromString("2FA54224-CD1B-4876-B211-5DBED83BF4B8");
  static final UUID VIRTUAL_DISK_ID = UUID.fromString("BECA12AB-B2E6-4523-93EF-C309E000C746");
  static final UUID LOGICAL_SECTOR = UUID.fromString("8141BF1D-A96F-4709-BA47-F233A8FAAB5F");
  static final UUID PHYSICAL_SECTOR = UUID.fromString("CDA348C7-445D-4471-9CC9-E9885251C556");
  static final UUID PARENT_LOCATOR = UUID.fromString("A8D35F2D-B30B-454D-ABF7-D3D84834AB0C");
  static final UUID VHDX_LOCATOR = UUID.fromString("B04AEFB7-D19E-4A81-B789-25B8E9445913");

  private Guids() {}

  static UUID read(Struct struct, int offset) throws IOException {
    long high =
        struct.u32(offset) << 32 | (long) struct.u16(offset + 4) << 16 | struct.u16(offset + 6);
    return new UUID(high, struct.bigEndian().s64(offset + 8));
  }
}
