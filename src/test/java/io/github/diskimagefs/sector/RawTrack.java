package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Tracks made of bytes at hand. */
final class RawTrack {
  private RawTrack() {}

  static Track of(TrackMode mode, int size, byte[] sectors) {
    return at(0, mode, size, sectors);
  }

  static Track at(long block, TrackMode mode, int size, byte[] sectors) {
    SectorLayout layout = SectorLayout.of(mode, size);
    return new Track(1, layout, 0, block, block, new ArraySource(sectors), List.of(), Map.of());
  }

  static byte[] read(ByteSource source) throws IOException {
    return read(source, 0, (int) source.size());
  }

  static byte[] read(ByteSource source, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    source.readFully(position, ByteBuffer.wrap(bytes));
    return bytes;
  }
}
