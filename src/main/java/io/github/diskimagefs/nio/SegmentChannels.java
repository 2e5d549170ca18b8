package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;

/**
 * Opens channels that map into a {@code java.lang.foreign.Arena} where the runtime has arenas.
 *
 * <p>This class is the one for runtimes before JDK 21, whose channels cannot. The jar holds another
 * in {@code META-INF/versions/21} (source folder {@code java21}).
 */
final class SegmentChannels {
  private SegmentChannels() {}

  /** Opens a channel of the class for the running JDK. */
  static ImageFileChannel open(ByteSource content, ResourceRegistry owner) throws IOException {
    return new ImageFileChannel(content, owner);
  }
}
