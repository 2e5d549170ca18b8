package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.FlacSource;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The samples of an audio file, found by its content: WAVE, AIFF and FLAC are read, other encodings
 * are recognised.
 *
 * @param samples 16 bits, stereo, least significant byte first; an {@link UnreadableSource} if they
 *     are encoded
 */
public record AudioFile(ByteSource samples) {

  /**
   * Finds the samples of a file.
   *
   * @param cache holds decoded samples
   * @return null if the file is of no known kind, so that it may be bare samples
   * @throws IOException if it is a broken file of a known kind
   */
  public static AudioFile read(HostFile file, ChunkCache cache) throws IOException {
    int length = (int) Math.min(12, file.size());
    Struct head = Struct.read("audio file", file, 0, length, ByteOrder.LITTLE_ENDIAN);
    if ((head.has(0, "RIFF") || head.has(0, "RF64")) && head.has(8, "WAVE")) {
      return new AudioFile(WaveFile.samples(file));
    }
    if (head.has(0, "FORM") && (head.has(8, "AIFF") || head.has(8, "AIFC"))) {
      return new AudioFile(AiffFile.samples(file, head.has(8, "AIFC")));
    }
    if (FlacSource.recognises(file)) {
      ByteSource samples = FlacSource.open(file, cache);
      return samples == null
          ? encoded(file, "FLAC of " + FlacSource.format(file))
          : new AudioFile(samples);
    }
    String encoding = AudioEncoding.of(file);
    return encoding == null ? null : encoded(file, encoding);
  }

  /**
   * Returns the samples of a file that has no known content by the type in the sheet.
   *
   * @return null if the type is no encoding that is known, so that the file may be bare samples
   */
  public static AudioFile declared(HostFile file, String type) {
    String encoding = AudioEncoding.named(type);
    return encoding == null ? null : encoded(file, encoding);
  }

  private static AudioFile encoded(HostFile file, String encoding) {
    return new AudioFile(undecoded(file, encoding + " audio is not decoded"));
  }

  static ByteSource undecoded(HostFile file, String reason) {
    return UnreadableSource.unsupported(file.name() + ": " + reason, 0);
  }

  /** Returns whether the samples can be read; if not, their size is not known. */
  public boolean decoded() {
    return !(samples instanceof UnreadableSource);
  }
}
