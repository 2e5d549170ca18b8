package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The user data of a disc by logical block address, 2048 bytes each: the data tracks of all
 * sessions, and zeros for a gap between two tracks of a session that the image does not store. A
 * read of any other block between them throws {@link GapException}.
 */
public final class DiscSpace extends SegmentedSource {

  /** Stored sectors of a track: blocks from {@code first} to before {@code end}. */
  private record Part(Track track, long first, long end, ByteSource user) {}

  /** The longest gap where the kind of track changes, in sectors (ECMA-130 clause 20). */
  private static final int MAX_GAP_SECTORS = 150 + 225;

  private static final int UNSTORED = -2;

  private final Disc disc;
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
    this.disc = disc;
    found.sort(Comparator.comparingLong(Part::first));
    parts = found.toArray(Part[]::new);
  }

  @Override
  public long size() {
    return parts.length == 0 ? 0 : parts[parts.length - 1].end * SectorLayout.USER;
  }

  @Override
  protected long segment(long position) throws IOException {
    long block = position / SectorLayout.USER;
    int index = find(block);
    if (index >= 0) {
      return index;
    }
    Track audio = audio(block);
    if (audio != null) {
      throw AudioSectors.unsupported(audio, block);
    }
    if (isGap(block)) {
      return UNSTORED;
    }
    throw new GapException(block);
  }

  /** Returns the audio track that stores a block, or null. */
  private Track audio(long block) {
    for (Track track : disc.tracks()) {
      if (!track.data() && block >= track.first() && block < track.end()) {
        return track;
      }
    }
    return null;
  }

  /** Returns whether a block is in a gap of a session that follows a data track. */
  private boolean isGap(long block) {
    for (Session session : disc.sessions()) {
      Track before = null;
      for (Track track : session.tracks()) {
        if (before != null && block >= before.end() && block < track.first()) {
          return before.data() && track.first() - before.end() <= MAX_GAP_SECTORS;
        }
        before = track;
      }
    }
    return false;
  }

  @Override
  protected long remaining(long index, long position) {
    if (index == UNSTORED) {
      return SectorLayout.USER - position % SectorLayout.USER;
    }
    int next = (int) index + 1;
    long end = parts[(int) index].end;
    if (next < parts.length) {
      end = Math.min(end, parts[next].first);
    }
    return end * SectorLayout.USER - position;
  }

  @Override
  protected ByteSource stored(long index, long position) {
    return index == UNSTORED ? null : parts[(int) index].user;
  }

  @Override
  protected long storedOffset(long index, long position) {
    return position - parts[(int) index].first * SectorLayout.USER;
  }

  /**
   * A part of one track is a part of that track's own source. Audio may follow the last data track,
   * and file systems of consoles have files there.
   */
  @Override
  public ByteSource slice(long offset, long length) {
    Track audio = length > 0 ? audio(offset / SectorLayout.USER) : null;
    if (audio != null) {
      return new AudioSectors(audio, offset / SectorLayout.USER, length);
    }
    int index = find(offset / SectorLayout.USER);
    if (index >= 0 && offset >= 0 && length >= 0) {
      Part part = parts[index];
      long within = offset - part.first * SectorLayout.USER;
      if (length <= part.user.size() - within) {
        return part.user.slice(within, length);
      }
    }
    return super.slice(offset, length);
  }

  /** Returns the end of the data tracks that follow a block without a gap. */
  public long endOfData(long block) {
    int index = find(block);
    long end = index < 0 ? block : parts[index].end;
    for (int i = index + 1; index >= 0 && i < parts.length && parts[i].first <= end; i++) {
      end = Math.max(end, parts[i].end);
    }
    return end;
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
    int index = find(block);
    return index >= 0 && count > 0 && count <= parts[index].end - block ? parts[index] : null;
  }

  /** Returns the index of the part that holds a block, or -1. */
  private int find(long block) {
    // A disc has a few data tracks; the later of two that claim a block has it.
    for (int i = parts.length - 1; i >= 0; i--) {
      if (block >= parts[i].first) {
        return block < parts[i].end ? i : -1;
      }
    }
    return -1;
  }
}
