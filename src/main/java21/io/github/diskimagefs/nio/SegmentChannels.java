package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;

/** Opens channels that map into a {@code java.lang.foreign.Arena}. */
final class SegmentChannels {
  private SegmentChannels() {}

  /** Opens a channel of the class that suits the running JDK. */
  static ImageFileChannel open(ByteSource content, ResourceRegistry owner) throws IOException {
    return new SegmentFileChannel(content, owner);
  }
}
