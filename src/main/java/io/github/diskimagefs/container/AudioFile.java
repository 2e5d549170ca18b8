package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.sector.SwappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The samples in a sound file: WAVE (RIFF) and AIFF are read, compressed ones are told by their
 * first bytes.
 *
 * @param samples 16 bits, stereo, least significant byte first
 * @param decoded whether the samples can be read; if not, their size means nothing
 */
public record AudioFile(ByteSource samples, boolean decoded) {
  private static final int MAX_CHUNKS = 1_000;
  private static final String RATE = "44100 Hz, 16 bits, 2 channels";

  /** What an unknown length is taken for: one sector. */
  private static final long UNKNOWN = 2352;

  /**
   * Finds the samples of a file.
   *
   * @return null if the file is of none of the known kinds, so that it may be bare samples
   */
  public static AudioFile read(HostFile file) throws IOException {
    int length = (int) Math.min(12, file.size());
    Struct head = Struct.read("sound file", file, 0, length, ByteOrder.LITTLE_ENDIAN);
    if ((head.has(0, "RIFF") || head.has(0, "RF64")) && head.has(8, "WAVE")) {
      return wave(file);
    }
    if (head.has(0, "FORM") && (head.has(8, "AIFF") || head.has(8, "AIFC"))) {
      return aiff(file, head.has(8, "AIFC"));
    }
    String packed = packed(head);
    return packed == null ? null : undecoded(file, packed + " audio is not decoded");
  }

  /** A file whose sheet says that it holds packed sound. */
  public static AudioFile undecoded(HostFile file, String why) {
    return new AudioFile(new UndecodedSource(file.name() + ": " + why, UNKNOWN), false);
  }

  /** As many bytes as a sheet says that the sound has. */
  public ByteSource undecoded(long size) {
    return new UndecodedSource(((UndecodedSource) samples).reason(), Math.max(size, UNKNOWN));
  }

  private static String packed(Struct head) throws MalformedImageException {
    if (head.has(0, "fLaC")) {
      return "FLAC";
    }
    if (head.has(0, "OggS")) {
      return "Ogg";
    }
    if (head.has(0, "MAC ")) {
      return "Monkey's Audio";
    }
    if (head.has(0, "wvpk")) {
      return "WavPack";
    }
    if (head.has(0, "ID3")) {
      return "MP3";
    }
    return null;
  }

  private static AudioFile wave(HostFile file) throws IOException {
    String format = null;
    long offset = 12;
    for (int count = 0; count < MAX_CHUNKS && offset <= file.size() - 8; count++) {
      Struct chunk = Struct.read("RIFF chunk", file, offset, 8, ByteOrder.LITTLE_ENDIAN);
      long size = chunk.u32(4);
      if (chunk.has(0, "fmt ")) {
        Struct fmt = Struct.read("fmt chunk", file, offset + 8, 16, ByteOrder.LITTLE_ENDIAN);
        int tag = fmt.u16(0); // 1 PCM, 0xFFFE extensible
        format =
            (tag == 1 || tag == 0xFFFE ? "" : "coding " + tag + ", ")
                + String.format("%d Hz, %d bits, %d channels", fmt.u32(4), fmt.u16(14), fmt.u16(2));
      } else if (chunk.has(0, "data")) {
        if (!RATE.equals(format)) {
          return undecoded(file, "WAVE of " + format + " is not decoded, only " + RATE);
        }
        // A size of 0 or -1 was never filled in: the samples go on to the end.
        long left = file.size() - offset - 8;
        long samples = size == 0 || size > left ? left : size;
        return new AudioFile(file.slice(offset + 8, samples & ~3L), true);
      }
      offset += 8 + size + (size & 1);
    }
    throw new MalformedImageException(file.name(), 0, "WAVE file without a data chunk");
  }

  private static AudioFile aiff(HostFile file, boolean compressed) throws IOException {
    String format = null;
    boolean little = false;
    long offset = 12;
    for (int count = 0; count < MAX_CHUNKS && offset <= file.size() - 8; count++) {
      Struct chunk = Struct.read("AIFF chunk", file, offset, 8, ByteOrder.BIG_ENDIAN);
      long size = chunk.u32(4);
      if (chunk.has(0, "COMM")) {
        int length = compressed ? 22 : 18;
        Struct comm = Struct.read("COMM chunk", file, offset + 8, length, ByteOrder.BIG_ENDIAN);
        little = compressed && comm.has(18, "sowt");
        boolean coded = compressed && !little && !comm.has(18, "NONE") && !comm.has(18, "twos");
        // An 80-bit float: 44100 is 0x400E AC44 0000 ...
        boolean rate = comm.u16(8) == 0x400E && comm.u16(10) == 0xAC44;
        format =
            (coded ? "another coding, " : "")
                + String.format(
                    "%s Hz, %d bits, %d channels", rate ? "44100" : "?", comm.u16(6), comm.u16(0));
      } else if (chunk.has(0, "SSND")) {
        if (!RATE.equals(format)) {
          return undecoded(file, "AIFF of " + format + " is not decoded, only " + RATE);
        }
        Struct ssnd = Struct.read("SSND chunk", file, offset + 8, 8, ByteOrder.BIG_ENDIAN);
        long begin = offset + 16 + ssnd.u32(0);
        long samples = Math.min(offset + 8 + size, file.size()) - begin;
        if (samples < 0) {
          throw ssnd.malformed("sound begins at byte %d of %d", begin, file.size());
        }
        ByteSource stored = file.slice(begin, samples & ~3L);
        return new AudioFile(little ? stored : new SwappedSource(stored), true);
      }
      offset += 8 + size + (size & 1);
    }
    throw new MalformedImageException(file.name(), 0, "AIFF file without a sound chunk");
  }
}
