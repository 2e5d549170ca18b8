package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The user data of a disc by logical block address, 2048 bytes each: the data tracks of all
 * sessions. What no data track holds fails to read.
 */
public final class DiscSpace extends PositionalSource {

  /** Stored sectors of a track: blocks from {@code first} to before {@code end}. */
  private record Part(Track track, long first, long end, ByteSource user) {}

  private final Part[] parts;

  /** The space of a disc; with {@code verify}, sectors are checked when they are read. */
  public DiscSpace(Disc disc, boolean verify) {
    List<Part> found = new ArrayList<>();
    for (Track track : disc.tracks()) {
      long first = Math.max(0, track.first());
      if (track.data() && track.end() > first) {
        ByteSource user = track.user(verify);
        long skipped = (first - track.first()) * SectorLayout.USER;
        found.add(new Part(track, first, track.end(), user.slice(skipped, user.size() - skipped)));
      }
    }
    found.sort(Comparator.comparingLong(Part::first));
    parts = found.toArray(Part[]::new);
  }

  @Override
  public long size() {
    return parts.length == 0 ? 0 : parts[parts.length - 1].end * SectorLayout.USER;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    Part part = part(position);
    return part.user.read(position - part.first * SectorLayout.USER, target);
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    Part part = part(position);
    long within = position - part.first * SectorLayout.USER;
    return part.user.extent(within, Math.min(length, part.user.size() - within));
  }

  /** A part of one track is a part of that track's own source. */
  @Override
  public ByteSource slice(long offset, long length) {
    Part part = find(offset / SectorLayout.USER);
    if (part != null && offset >= 0 && length >= 0) {
      long within = offset - part.first * SectorLayout.USER;
      if (length <= part.user.size() - within) {
        return part.user.slice(within, length);
      }
    }
    return super.slice(offset, length);
  }

  /** The number of data tracks. */
  public int tracks() {
    return parts.length;
  }

  /** Whether any data track has raw sectors. */
  public boolean raw() {
    for (Part part : parts) {
      if (part.track.hasRaw() || part.track.layout().subHeaders()) {
        return true;
      }
    }
    return false;
  }

  /** The payload of mode 2 sectors by their forms; null where there is no such track. */
  public ByteSource form2(long block, long count) throws IOException {
    Part part = holder(block, count);
    return part == null || !part.track.layout().subHeaders()
        ? null
        : part.track.payload(block - part.track.first(), count);
  }

  /** Raw sectors of 2352 bytes; null where there is no such track. */
  public ByteSource rawSectors(long block, long count) {
    Part part = holder(block, count);
    return part == null || !part.track.hasRaw()
        ? null
        : part.track.raw(block - part.track.first(), count);
  }

  private Part holder(long block, long count) {
    Part part = find(block);
    return part != null && count > 0 && count <= part.end - block ? part : null;
  }

  private Part part(long position) throws IOException {
    long block = position / SectorLayout.USER;
    Part part = find(block);
    if (part == null) {
      throw new IOException(
          "sector " + block + " (" + Msf.address(block) + ") lies in no data track of the disc");
    }
    return part;
  }

  private Part find(long block) {
    // A disc has a few data tracks at the most; the later of two that claim a block has it.
    for (int i = parts.length - 1; i >= 0; i--) {
      if (block >= parts[i].first) {
        return block < parts[i].end ? parts[i] : null;
      }
    }
    return null;
  }
}
