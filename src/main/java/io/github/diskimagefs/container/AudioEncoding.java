package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Encodings of audio that are recognised, by the first bytes of a file or by a word of a sheet. */
final class AudioEncoding {
  /** Bytes that are searched for frames of MPEG audio, which may follow padding or a cut frame. */
  private static final int MAX_SEARCHED = 8 << 10;

  /** Bytes of the longest frames that must follow each other. */
  private static final int MAX_FRAMES_LENGTH = 8 << 10;

  /**
   * A signature.
   *
   * @param offset of the magic number, in bytes
   * @param magic ISO 8859-1
   */
  private record Signature(int offset, String magic, String name) {}

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature(0, "OggS", "Ogg"),
          new Signature(0, "MAC ", "Monkey's Audio"),
          new Signature(0, "MAC\0", "Monkey's Audio"),
          new Signature(0, "wvpk", "WavPack"),
          new Signature(0, "TTA1", "True Audio (TTA)"),
          new Signature(0, "TTA2", "True Audio (TTA)"),
          new Signature(0, "tBaK", "TAK"),
          new Signature(0, "OFR ", "OptimFROG"),
          new Signature(0, "MPCK", "Musepack"),
          new Signature(0, "MP+", "Musepack"),
          new Signature(0, "ajkg", "Shorten"),
          new Signature(0, "LA02", "Lossless Audio (LA)"),
          new Signature(0, "LA03", "Lossless Audio (LA)"),
          new Signature(0, "LA04", "Lossless Audio (LA)"),
          new Signature(0, "RKA7", "RKAU"),
          new Signature(0, "DSD ", "DSD"),
          new Signature(0, "FRM8", "DSD"),
          new Signature(0, ".snd", "Sun audio"),
          new Signature(0, "caff\0\1\0\0", "Core Audio Format"),
          new Signature(0, ".ra\u00FD", "RealAudio"),
          new Signature(0, ".RMF\0", "RealMedia"),
          new Signature(0, "MThd\0\0\0\6", "MIDI"),
          new Signature(0, "Creative Voice File\u001A", "Creative Voice"),
          new Signature(0, "\u001AE\u00DF\u00A3", "Matroska"),
          new Signature(0, "#!AMR", "AMR"),
          new Signature(0, "FLV\1", "FLV"),
          new Signature(0, "0&\u00B2u\u008Ef\u00CF\u0011", "Windows Media (WMA)"),
          new Signature(0, "riff.\u0091\u00CF\u0011\u00A5\u00D6(\u00DB", "Wave64 (W64)"),
          new Signature(4, "ftyp", "MPEG-4 (M4A)"));

  /** Types in FILE commands that say how the audio is encoded, where its bytes do not. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("MP3", "MP3"),
          Map.entry("MP2", "MPEG"),
          Map.entry("MPEG", "MPEG"),
          Map.entry("FLAC", "FLAC"),
          Map.entry("FLA", "FLAC"),
          Map.entry("OGG", "Ogg"),
          Map.entry("OGA", "Ogg"),
          Map.entry("VORBIS", "Ogg"),
          Map.entry("OPUS", "Ogg"),
          Map.entry("APE", "Monkey's Audio"),
          Map.entry("MAC", "Monkey's Audio"),
          Map.entry("WV", "WavPack"),
          Map.entry("WAVPACK", "WavPack"),
          Map.entry("M4A", "MPEG-4 (M4A)"),
          Map.entry("MP4", "MPEG-4 (M4A)"),
          Map.entry("ALAC", "MPEG-4 (M4A)"),
          Map.entry("AAC", "AAC"),
          Map.entry("AC3", "AC-3"),
          Map.entry("DTS", "DTS"),
          Map.entry("TTA", "True Audio (TTA)"),
          Map.entry("TAK", "TAK"),
          Map.entry("WMA", "Windows Media (WMA)"),
          Map.entry("ASF", "Windows Media (WMA)"),
          Map.entry("MPC", "Musepack"),
          Map.entry("OFR", "OptimFROG"),
          Map.entry("SHN", "Shorten"),
          Map.entry("W64", "Wave64 (W64)"),
          Map.entry("CAF", "Core Audio Format"),
          Map.entry("MID", "MIDI"),
          Map.entry("MIDI", "MIDI"));

  private AudioEncoding() {}

  /** Returns the encoding that a word of a sheet means, or null. */
  static String named(String word) {
    return WORDS.get(word.toUpperCase(Locale.ROOT));
  }

  /** Returns the encoding of a file by its content, or null if it may be bare samples. */
  static String of(ByteSource file) throws IOException {
    int length = (int) Math.min(MAX_SEARCHED + MAX_FRAMES_LENGTH, file.size());
    byte[] bytes = file.readFully(0, length);
    for (Signature signature : SIGNATURES) {
      if (has(bytes, signature.offset, signature.magic)) {
        return signature.name;
      }
    }
    if (id3(bytes)) {
      return "MP3";
    }
    for (int offset = 0; offset < MAX_SEARCHED && offset < length; offset++) {
      String name = MpegAudio.at(bytes, offset);
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  private static boolean has(byte[] bytes, int offset, String magic) {
    if (bytes.length < offset + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((bytes[offset + i] & 0xFF) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a tag of ID3 version 2 starts the file: its size has seven bits a byte. */
  private static boolean id3(byte[] bytes) {
    return has(bytes, 0, "ID3")
        && bytes.length >= 10
        && bytes[3] >= 2
        && bytes[3] <= 4
        && (bytes[6] | bytes[7] | bytes[8] | bytes[9]) >= 0;
  }
}
