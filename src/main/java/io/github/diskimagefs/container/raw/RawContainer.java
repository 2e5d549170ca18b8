package io.github.diskimagefs.container.raw;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;

/** Sectors of 2048 bytes and nothing else. */
record RawContainer(ByteSource disk) implements Container {
  @Override
  public String type() {
    return "raw";
  }

  @Override
  public int sectorSize() {
    return 2048;
  }
}
