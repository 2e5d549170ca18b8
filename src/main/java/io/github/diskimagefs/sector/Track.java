package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * A track.
 *
 * @param number 1 to 99
 * @param layout how its sectors are stored
 * @param control the bits of sub-channel Q: {@link #PRE_EMPHASIS} and so on
 * @param first logical block address of the first stored sector: that of INDEX 00 where the image
 *     has the pregap, else {@code start}
 * @param start logical block address of INDEX 01
 * @param bytes the sectors as stored, from {@code first} on; of audio, least significant byte first
 * @param indexes addresses of INDEX 02 and later ones
 * @param cdText {@code isrc}, and CD-TEXT such as {@code title}, {@code performer}
 */
public record Track(
    int number,
    SectorLayout layout,
    int control,
    long first,
    long start,
    ByteSource bytes,
    List<Long> indexes,
    Map<String, String> cdText) {

  /** Audio with pre-emphasis of 50/15 microseconds. */
  public static final int PRE_EMPHASIS = 1;

  /** Digital copy permitted. */
  public static final int COPY = 2;

  /** Data, not audio. */
  public static final int DATA = 4;

  /** Audio of four channels. */
  public static final int FOUR_CHANNELS = 8;

  /** Returns whether the track holds data, not audio. */
  public boolean data() {
    return layout.mode().data();
  }

  /** The number of stored sectors, pregap included. */
  public long stored() {
    return layout.sectors(bytes.size());
  }

  /** The number of sectors from INDEX 01 on. */
  public long sectors() {
    return Math.max(0, end() - start);
  }

  /** Returns the address after the last stored sector. */
  public long end() {
    return first + stored();
  }

  /**
   * The user data, 2048 bytes a sector, from {@link #first} on.
   *
   * @param verify whether to check each sector that is read, and repair it
   */
  public ByteSource user(boolean verify) {
    if (verify && layout.checkable()) {
      return new EdcCheckedSource(this);
    }
    return StridedSource.of(
        bytes, layout.userOffset(), layout.stride(), SectorLayout.USER, stored());
  }

  /**
   * Returns the user data, 2048 bytes a sector, from {@link #start} on.
   *
   * @param verify whether to check each sector that is read, and repair it
   */
  public ByteSource userFromStart(boolean verify) {
    long pregap = Math.min(start - first, stored()) * SectorLayout.USER;
    ByteSource user = user(verify);
    return user.slice(pregap, user.size() - pregap);
  }

  /** Returns the sectors as recorded, from {@link #first} on, without sub-channel. */
  public ByteSource recorded() {
    int piece = Math.min(layout.stored(), SectorLayout.RAW - layout.skipped());
    return piece == layout.stride()
        ? bytes
        : StridedSource.of(bytes, 0, layout.stride(), piece, stored());
  }

  /** Returns the audio from INDEX 01 on: 16 bits, stereo, 44,100 samples a second. */
  public ByteSource audio() {
    return audio(start, end());
  }

  /**
   * Returns the audio from one address to before another. A last sector that is cut counts as far
   * as it is stored.
   */
  public ByteSource audio(long fromBlock, long toBlock) {
    long skipped = fromBlock - first;
    int stride = layout.stride();
    if (stride == SectorLayout.RAW) {
      long begin = Math.min(bytes.size(), skipped * stride);
      long end = Math.min(bytes.size(), (toBlock - first) * stride);
      return bytes.slice(begin, Math.max(0, end - begin));
    }
    long end = Math.min(bytes.size(), (toBlock - first) * stride);
    long count = Math.max(0, end - skipped * stride) / stride;
    return StridedSource.of(
        bytes.slice(skipped * stride, count * stride), 0, stride, SectorLayout.RAW, count);
  }

  /** Whether {@link #raw(long, long)} can give sectors as they are on the disc. */
  public boolean hasRaw() {
    return data() && layout.skipped() + layout.stored() >= SectorLayout.RAW;
  }

  /**
   * Raw sectors, 2352 bytes each.
   *
   * @param index of the first sector, counted from {@link #first}
   */
  public ByteSource raw(long index, long count) {
    if (layout.skipped() > 0) {
      return new FramedSource(this, index, count);
    }
    int stride = layout.stride();
    return StridedSource.of(
        bytes.slice(index * stride, count * stride), 0, stride, SectorLayout.RAW, count);
  }

  /** Mode 2 sectors without what frames them: see {@link Mode2UserData}. */
  ByteSource payload(long index, long count) throws IOException {
    return Mode2UserData.of(this, index, count);
  }

  /** Reads one raw sector; sync pattern and header are made where they are not stored. */
  void raw(long index, byte[] sector) throws IOException {
    if (layout.skipped() > 0) {
      SectorHeader.write(sector, first + index, layout.mode() == TrackMode.MODE1 ? 1 : 2);
    }
    int stored = Math.min(layout.stored(), SectorLayout.RAW - layout.skipped());
    bytes.readFully(index * layout.stride(), ByteBuffer.wrap(sector, layout.skipped(), stored));
  }
}
