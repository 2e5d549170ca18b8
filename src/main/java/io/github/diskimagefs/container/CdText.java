package io.github.diskimagefs.container;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CD-TEXT packs of 18 bytes (IEC 61866, Sony red book annex J): type, track, sequence, block and
 * place, 12 bytes of text, CRC. Texts of a type run on through its packs, each ended by a zero; the
 * first language block is read.
 */
public final class CdText {
  private static final int PACK = 18;
  private static final int TEXT = 12;
  private static final Map<Integer, String> NAMES =
      Map.of(
          0x80,
          "title",
          0x81,
          "performer",
          0x82,
          "songwriter",
          0x83,
          "composer",
          0x84,
          "arranger",
          0x85,
          "message",
          0x86,
          "discid",
          0x87,
          "genre",
          0x8E,
          "isrc");

  private CdText() {}

  /**
   * The texts by track number, 0 for the disc.
   *
   * @param packs whole packs; four bytes of length before them are skipped, a broken end is left
   *     out
   */
  public static Map<Integer, Map<String, String>> read(byte[] packs) {
    int begin = packs.length % PACK >= 4 && (packs[0] & 0x80) == 0 ? 4 : 0;
    Map<Integer, Map<String, String>> cdText = new TreeMap<>();
    Map<Integer, ByteArrayOutputStream> runs = new TreeMap<>();
    Map<Integer, Integer> firstTracks = new HashMap<>();
    int block = -1;
    int charset = 0;
    boolean wide = false;
    for (int offset = begin; offset <= packs.length - PACK; offset += PACK) {
      int type = packs[offset] & 0xFF;
      int place = packs[offset + 3] & 0xFF;
      int number = (place >> 4) & 7;
      block = block < 0 ? number : block;
      if (number != block) {
        continue;
      }
      if (type == 0x8F && packs[offset + 1] == 0) {
        charset = packs[offset + 4] & 0xFF;
      }
      if (NAMES.containsKey(type)) {
        wide |= (place & 0x80) != 0;
        firstTracks.putIfAbsent(type, packs[offset + 1] & 0x7F);
        runs.computeIfAbsent(type, t -> new ByteArrayOutputStream()).write(packs, offset + 4, TEXT);
      }
    }
    Charset encoding = encoding(charset, wide);
    for (Map.Entry<Integer, ByteArrayOutputStream> run : runs.entrySet()) {
      byte[] bytes = run.getValue().toByteArray();
      boolean genre = run.getKey() == 0x87;
      int track = firstTracks.get(run.getKey());
      String before = "";
      for (byte[] text : split(bytes, genre ? 2 : 0, wide && !genre)) {
        String value =
            genre
                ? new String(text, StandardCharsets.ISO_8859_1).strip()
                : new String(text, encoding).strip();
        // A lone tab stands for the text of the track before.
        value = value.isEmpty() && new String(text, encoding).startsWith("\t") ? before : value;
        before = value;
        if (!value.isEmpty() && track <= 99) {
          cdText.computeIfAbsent(track, t -> new TreeMap<>()).put(NAMES.get(run.getKey()), value);
        }
        track++;
      }
    }
    return cdText;
  }

  private static Charset encoding(int code, boolean wide) {
    if ((code == 0x80 || wide) && Charset.isSupported("windows-31j")) {
      return Charset.forName("windows-31j");
    }
    return StandardCharsets.ISO_8859_1;
  }

  private static List<byte[]> split(byte[] bytes, int start, boolean wide) {
    List<byte[]> cdText = new ArrayList<>();
    int step = wide ? 2 : 1;
    int begin = start;
    for (int offset = start; offset <= bytes.length - step; offset += step) {
      if (bytes[offset] == 0 && (!wide || bytes[offset + 1] == 0)) {
        cdText.add(java.util.Arrays.copyOfRange(bytes, begin, offset));
        begin = offset + step;
      }
    }
    return cdText;
  }
}
