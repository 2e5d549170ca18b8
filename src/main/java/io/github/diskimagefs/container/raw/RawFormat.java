package io.github.diskimagefs.container.raw;

import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Bare sectors of 2048 bytes: found by the volume recognition area (ECMA-167 2/8.3). */
public final class RawFormat extends BareSectors {
  private static final Set<String> IDENTIFIERS =
      Set.of("CD001", "BEA01", "NSR02", "NSR03", "BOOT2", "CDW02");

  @Override
  public String name() {
    return "sectors of 2048 bytes";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    if (file.bytes() == null) {
      return false;
    }
    byte[] head = new byte[14];
    if (file.bytes().size() < 32768 + head.length) {
      return false;
    }
    file.bytes().readFully(32768, ByteBuffer.wrap(head));
    return IDENTIFIERS.contains(new String(head, 1, 5, StandardCharsets.ISO_8859_1))
        || new String(head, 9, 5, StandardCharsets.ISO_8859_1).equals("CDROM");
  }
}
