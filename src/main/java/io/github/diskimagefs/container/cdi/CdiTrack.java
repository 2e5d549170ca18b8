package io.github.diskimagefs.container.cdi;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.StructReader;
import io.github.diskimagefs.sector.TrackMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A track of a descriptor.
 *
 * @param indexes sectors of INDEX 00, the pregap, and of each later index
 * @param title of the track, or empty
 * @param mode 0 audio, 1 mode 1, 2 mode 2
 * @param start sectors from the start of the first pregap to the start of this one
 * @param sectors of the whole track, pregap included
 * @param readMode the stored part of a sector: 0 to 4 for 2048, 2336, 2352, 2368 and 2448 bytes
 * @param control bits of sub-channel Q
 * @param isrc or empty
 */
record CdiTrack(
    List<Long> indexes,
    String title,
    int mode,
    long start,
    long sectors,
    int readMode,
    int control,
    String isrc) {
  /** The bytes twice at the start of a track. */
  private static final byte[] MARK = {0, 0, 1, 0, 0, 0, -1, -1, -1, -1};

  private static final int[] SECTOR_SIZES = {2048, 2336, 2352, 2368, 2448};

  /** Indexes of a track: 00 to 99. */
  private static final int MAX_INDEXES = 100;

  private static final int TEXTS = 18;
  private static final int TITLE = 10;
  private static final int ISRC = 12;

  static CdiTrack read(StructReader in, long version) throws MalformedImageException {
    header(in);
    List<Long> indexes = indexes(in);
    String title = texts(in);
    in.skip(2);
    int mode = (int) in.u32();
    in.skip(4 + 4 + 4); // session and track, counted from 0
    long start = in.u32();
    long sectors = in.u32();
    in.skip(16);
    int readMode = (int) in.u32();
    int control = (int) in.u32() & 0xF;
    in.skip(9);
    String isrc = in.text(ISRC, StandardCharsets.ISO_8859_1);
    boolean valid = in.u32() != 0;
    if (version != CdiTrailer.VERSION_2) {
      in.skip(5);
      if (in.u32() == 0xFFFF_FFFFL) {
        in.skip(78); // since 3.00.780
      }
    }
    return new CdiTrack(
        indexes,
        title,
        mode,
        start,
        sectors,
        readMode,
        control,
        valid && isrc.matches("[A-Z0-9]{12}") ? isrc : "");
  }

  /** Reads the fields that a track and the end of the descriptor start with. */
  static void header(StructReader in) throws MalformedImageException {
    if (in.u32() != 0) {
      in.skip(8); // since 3.00.780
    }
    if (!marked(in.struct(), in.position())) {
      throw in.struct().malformed("no track starts at offset %d", in.position());
    }
    in.skip(2L * MARK.length + 4);
    in.skip(in.u8()); // name of the file
    in.skip(19);
    if (in.u32() == 0x8000_0000L) {
      in.skip(8); // since version 4: capacity and kind of the medium
    }
  }

  /** Returns whether the mark of a track is at an offset of a descriptor. */
  static boolean marked(Struct struct, int offset) throws MalformedImageException {
    return offset <= struct.length() - 2 * MARK.length
        && Arrays.equals(MARK, struct.bytes(offset, MARK.length))
        && Arrays.equals(MARK, struct.bytes(offset + MARK.length, MARK.length));
  }

  private static List<Long> indexes(StructReader in) throws MalformedImageException {
    int count = in.u16();
    if (count > MAX_INDEXES) {
      throw in.struct().malformed("%d indexes at offset %d", count, in.position());
    }
    List<Long> indexes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      indexes.add(in.u32());
    }
    return indexes;
  }

  /** Reads blocks of texts, each with its length before it, and returns the title. */
  private static String texts(StructReader in) throws MalformedImageException {
    long blocks = in.u32();
    String title = "";
    for (long block = 0; block < blocks; block++) {
      for (int i = 0; i < TEXTS; i++) {
        String text = in.text(in.u8(), StandardCharsets.ISO_8859_1);
        title = i == TITLE && title.isEmpty() ? text.strip() : title;
      }
    }
    return title;
  }

  TrackMode kind() {
    return mode == 0 ? TrackMode.AUDIO : mode == 1 ? TrackMode.MODE1 : TrackMode.MODE2;
  }

  /** Returns the bytes of a stored sector; 0 if the read mode is not known. */
  int sectorSize() {
    return readMode >= 0 && readMode < SECTOR_SIZES.length ? SECTOR_SIZES[readMode] : 0;
  }

  long pregap() {
    return indexes.isEmpty() ? 0 : Math.min(indexes.get(0), sectors);
  }

  /** Returns the sectors from INDEX 01 to INDEX 02 and later ones. */
  List<Long> laterIndexes() {
    List<Long> later = new ArrayList<>();
    long sum = 0;
    for (int i = 1; i < indexes.size() - 1; i++) {
      sum += indexes.get(i);
      later.add(sum);
    }
    return later;
  }
}
