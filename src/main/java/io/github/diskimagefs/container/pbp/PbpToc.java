package io.github.diskimagefs.container.pbp;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.sector.Msf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of contents of a disc, as sub-channel Q has it in the lead-in: control, track, point,
 * start of the pregap, 0, start of the track; times in decimal digits.
 *
 * @param tracks in the order of their addresses
 * @param leadOut time of the lead-out in sectors; 0 if it is not recorded
 */
record PbpToc(List<Track> tracks, long leadOut) {
  static final int ENTRY_LENGTH = 10;
  static final int ENTRIES = 102;

  private static final int LEAD_OUT = 0xA2;
  private static final int MAX_TRACK = 99;

  /**
   * A track.
   *
   * @param control bits of sub-channel Q
   * @param pregap address of INDEX 00, or where none is recorded, of INDEX 01
   * @param start address of INDEX 01
   */
  record Track(int number, int control, long pregap, long start) {
    /** Offset of the entries for encoded audio, from track 2 on, and their length. */
    private static final int AUDIO = 0xC00;

    private static final int AUDIO_LENGTH = 16;

    boolean data() {
      return (control & 4) != 0;
    }

    /** Returns whether the header of the disc has an offset of encoded audio for the track. */
    boolean encoded(Struct header) throws MalformedImageException {
      return !data() && number > 1 && header.u32(AUDIO + (number - 2) * AUDIO_LENGTH) != 0;
    }
  }

  static PbpToc read(Struct in) throws MalformedImageException {
    List<Track> tracks = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    long leadOut = 0;
    for (int i = 0; i < ENTRIES && !in.zero(i * ENTRY_LENGTH, ENTRY_LENGTH); i++) {
      Struct entry = in.slice("PBP table of contents", i * ENTRY_LENGTH, ENTRY_LENGTH);
      int point = entry.u8(2);
      int number = Msf.bcd(point);
      if (point == LEAD_OUT) {
        leadOut = Math.max(0, time(entry, 7));
      } else if (number >= 1 && number <= MAX_TRACK && numbers.add(number)) {
        tracks.add(track(entry, number));
      }
    }
    tracks.sort(Comparator.comparingLong(Track::start));
    return new PbpToc(List.copyOf(tracks), leadOut);
  }

  /** Some writers leave out the second time, and state the start of the track by the first one. */
  private static Track track(Struct entry, int number) throws MalformedImageException {
    long first = time(entry, 3);
    long second = time(entry, 7);
    if (first < 0 || second < 0) {
      throw entry.malformed("the address of track %d is no time", number);
    }
    long start = Math.max(0, (second > 0 ? second : first) - Msf.OFFSET);
    long pregap = first > 0 && first < second ? Math.max(0, first - Msf.OFFSET) : start;
    return new Track(number, entry.u8(0) >> 4, pregap, start);
  }

  private static long time(Struct entry, int offset) throws MalformedImageException {
    return Msf.sectors(
        Msf.bcd(entry.u8(offset)), Msf.bcd(entry.u8(offset + 1)), Msf.bcd(entry.u8(offset + 2)));
  }
}
