package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.TrackMode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A track as the metadata state it.
 *
 * @param number 1 to 99
 * @param session from 1
 * @param layout how its sectors are stored in frames of 2448 bytes
 * @param subChannel whether a sub-channel follows each sector
 * @param frames of the track in the image, those of a stored pregap and of the padding included
 * @param extra frames after the track that are not part of the disc
 * @param padding frames at the track's end that no file had: the gap to the next area of a GD-ROM
 * @param pregap frames from INDEX 00 to INDEX 01
 * @param pregapStored whether the image has the pregap
 * @param postgap frames after the track that the image does not have
 */
record TrackEntry(
    int number,
    int session,
    SectorLayout layout,
    boolean subChannel,
    long frames,
    long extra,
    long padding,
    long pregap,
    boolean pregapStored,
    long postgap) {
  /** Frames to a multiple of which each track is padded in the image. */
  private static final int TRACK_PADDING = 4;

  private static final int MAX_TRACKS = 99;
  private static final String NONE = "NONE";

  /** Types of tracks in the order of their numbers in the oldest metadata. */
  private static final String[] TYPES = {
    "MODE1",
    "MODE1_RAW",
    "MODE2",
    "MODE2_FORM1",
    "MODE2_FORM2",
    "MODE2_FORM_MIX",
    "MODE2_RAW",
    "AUDIO"
  };

  /** The number of {@code NONE} in the oldest metadata, after two kinds of sub-channel. */
  private static final int NO_SUB_CHANNEL = 2;

  /** Reads {@code KEY:VALUE} words. */
  static TrackEntry parse(String text, int session) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String word : text.split("\\s+")) {
      int colon = word.indexOf(':');
      if (colon > 0) {
        values.putIfAbsent(word.substring(0, colon), word.substring(colon + 1));
      }
    }
    long number = number(text, values, "TRACK", -1);
    if (number < 1 || number > MAX_TRACKS) {
      throw malformed(text, "has no number from 1 to " + MAX_TRACKS);
    }
    long frames = number(text, values, "FRAMES", -1);
    long padding = number(text, values, "PAD", 0);
    long pregap = number(text, values, "PREGAP", 0);
    boolean stored = values.getOrDefault("PGTYPE", "").startsWith("V");
    if (frames < 0 || padding > frames) {
      throw malformed(text, "has " + frames + " frames, " + padding + " of them padding");
    }
    return new TrackEntry(
        (int) number,
        session,
        layout(values.getOrDefault("TYPE", "")),
        !values.getOrDefault("SUBTYPE", NONE).equals(NONE),
        frames,
        -frames & TRACK_PADDING - 1,
        padding,
        stored ? Math.min(pregap, frames - padding) : pregap,
        stored,
        number(text, values, "POSTGAP", 0));
  }

  /** Reads a track of the oldest metadata: six numbers of 32 bits. */
  static TrackEntry read(Struct in, int number) throws IOException {
    long type = in.u32(0);
    if (type >= TYPES.length) {
      throw in.malformed("track %d is of type %d", number, type);
    }
    return new TrackEntry(
        number,
        1,
        layout(TYPES[(int) type]),
        in.u32(4) < NO_SUB_CHANNEL,
        in.u32(16),
        in.u32(20),
        0,
        0,
        false,
        0);
  }

  private static long number(String text, Map<String, String> values, String key, long otherwise)
      throws MalformedImageException {
    String value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[0-9]{1,9}")) {
      throw malformed(text, key + " is no number");
    }
    return Long.parseLong(value);
  }

  private static SectorLayout layout(String type) throws UnsupportedImageException {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "AUDIO" -> frame(TrackMode.AUDIO, 0, SectorLayout.RAW);
      case "MODE1", "MODE1/2048" -> frame(TrackMode.MODE1, 16, SectorLayout.USER);
      case "MODE1_RAW", "MODE1/2352" -> frame(TrackMode.MODE1, 0, SectorLayout.RAW);
      case "MODE2", "MODE2/2336", "MODE2_FORM_MIX" -> frame(TrackMode.MODE2, 16, 2336);
      case "MODE2_FORM1", "MODE2/2048" -> frame(TrackMode.MODE2, 24, SectorLayout.USER);
      case "MODE2_FORM2", "MODE2/2324" -> frame(TrackMode.MODE2, 24, SectorLayout.FORM2);
      case "MODE2_RAW", "MODE2/2352", "CDI/2352" -> frame(TrackMode.MODE2, 0, SectorLayout.RAW);
      default -> throw new UnsupportedImageException("CHD with a track of type " + type);
    };
  }

  private static SectorLayout frame(TrackMode mode, int skipped, int stored) {
    return new SectorLayout(mode, CdHunk.FRAME, skipped, stored);
  }

  private static MalformedImageException malformed(String text, String detail) {
    return new MalformedImageException(
        "CHD metadata of a track",
        MalformedImageException.NO_OFFSET,
        "\"" + text.replaceAll("[^ -~]", "?") + "\" " + detail);
  }
}
