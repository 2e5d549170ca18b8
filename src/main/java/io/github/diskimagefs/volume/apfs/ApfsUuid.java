package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs, whose bytes are in the order of their text (Reference "General-Purpose Types"). */
final class ApfsUuid {
  static final int LENGTH = 16;

  private ApfsUuid() {}

  static UUID read(Struct struct, int offset) throws MalformedImageException {
    return new UUID(struct.bigEndian().s64(offset), struct.bigEndian().s64(offset + 8));
  }

  static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(LENGTH)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }
}
