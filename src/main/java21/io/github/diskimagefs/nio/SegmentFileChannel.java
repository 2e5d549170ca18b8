package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A file channel that maps into an {@link Arena} too: some readers, as Lucene, map only so. */
final class SegmentFileChannel extends ImageFileChannel {
  SegmentFileChannel(ByteSource content, ResourceRegistry owner) throws IOException {
    super(content, owner);
  }

  @Override
  public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
    return (MemorySegment) mapSegment(mode, offset, size, arena);
  }
}
