package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.sector.DiscSpace;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The address space of a disc, for a volume that begins at one of its tracks.
 *
 * @param space the user data of all sessions
 * @param shift blocks from the start of the space to what the volume counts as its block 0: 0 on
 *     every disc that was ever pressed
 * @param bytes the space from there on
 * @param start position in {@code bytes} of the track
 * @param end position in {@code bytes} of the session's end
 */
record DiscSource(
    DiscSpace space, long shift, ByteSource bytes, long start, long end, ChunkCache cache)
    implements VolumeSource {
  private static final int BLOCK = 2048;

  static DiscSource of(DiscSpace space, Session session, Track track, ChunkCache cache) {
    long begin = Math.max(0, track.start());
    long shift = countsFromTrack(space, begin) ? begin : 0;
    long end = session.tracks().stream().filter(Track::data).mapToLong(Track::end).max().orElse(0);
    ByteSource bytes =
        shift == 0 ? space : space.slice(shift * BLOCK, space.size() - shift * BLOCK);
    return new DiscSource(
        space, shift, bytes, (begin - shift) * BLOCK, (end - shift) * BLOCK, cache);
  }

  /**
   * Whether an ISO 9660 volume in a later track counts its blocks from that track, as images are
   * that were put together from plain ISO files: its root directory, which names its own block, is
   * found that way and not the proper way.
   */
  private static boolean countsFromTrack(DiscSpace space, long start) {
    if (start == 0) {
      return false;
    }
    try {
      ByteBuffer descriptor = sector(space, start + 16);
      if (descriptor.getInt(1) != 0x30304443) { // "CD00"
        return false;
      }
      // Primary Volume Descriptor: root directory record at 156, its extent at 2 (ECMA-119 §8.4.18)
      long root = descriptor.getInt(158) & 0xFFFF_FFFFL;
      // A block before the track may hold the root directory of another one.
      boolean proper = root >= start && namesItself(space, root, root);
      return !proper && namesItself(space, start + root, root);
    } catch (IOException e) {
      return false; // the volume format meets the fault again, and says what is wrong
    }
  }

  private static boolean namesItself(DiscSpace space, long block, long extent) {
    try {
      ByteBuffer directory = sector(space, block);
      return (directory.get(0) & 0xFF) >= 34
          && directory.get(32) == 1
          && directory.get(33) == 0
          && (directory.getInt(2) & 0xFFFF_FFFFL) == extent;
    } catch (IOException e) {
      return false;
    }
  }

  private static ByteBuffer sector(DiscSpace space, long block) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    space.readFully(block * BLOCK, buffer);
    return buffer.flip();
  }

  @Override
  public boolean listed() {
    return VolumeSource.super.listed() || space.tracks() > 1;
  }

  @Override
  public boolean raw() {
    return space.raw();
  }

  @Override
  public ByteSource form2(long sector, long count) throws IOException {
    return space.form2(sector + shift, count);
  }

  @Override
  public ByteSource rawSectors(long sector, long count) {
    return space.rawSectors(sector + shift, count);
  }
}
