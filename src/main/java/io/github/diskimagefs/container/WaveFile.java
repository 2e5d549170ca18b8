package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/** Finds the samples in a WAVE file (RIFF, or RF64 of EBU Tech 3306). */
final class WaveFile {
  private static final int PCM = 1;
  private static final int EXTENSIBLE = 0xFFFE;

  /** Bytes of a fmt chunk with the GUID of its encoding, which starts with the tag. */
  private static final int EXTENSIBLE_LENGTH = 40;

  /**
   * Sizes that writers to a pipe leave in the header, because they do not know the length: 0, and
   * any that is close to the maximum of 31 or 32 bits. A disc of 80 minutes has 0x3200_0000 bytes.
   */
  private static final long MIN_UNKNOWN_SIZE = 0x7FFF_0000L;

  private WaveFile() {}

  static ByteSource samples(HostFile file) throws IOException {
    String format = null;
    long size64 = -1;
    AudioChunks chunks = new AudioChunks(file, ByteOrder.LITTLE_ENDIAN);
    while (chunks.next()) {
      long content = chunks.content();
      if (chunks.is("fmt ")) {
        format = format(file, content, chunks.size());
      } else if (chunks.is("ds64") && chunks.size() >= 16) {
        size64 = Struct.read("ds64 chunk", file, content, 16, ByteOrder.LITTLE_ENDIAN).s64(8);
      } else if (chunks.is("data")) {
        if (!AudioChunks.DISC_FORMAT.equals(format)) {
          return AudioFile.undecoded(
              file, "WAVE of " + format + " is not decoded, only " + AudioChunks.DISC_FORMAT);
        }
        long size = chunks.size() == 0xFFFF_FFFFL && size64 > 0 ? size64 : chunks.size();
        boolean unknown = size == 0 || size >= MIN_UNKNOWN_SIZE;
        return chunks.samples(content, unknown ? Long.MAX_VALUE : size);
      }
    }
    throw new MalformedImageException(file.name(), 0, "WAVE file without a data chunk");
  }

  private static String format(HostFile file, long offset, long size) throws IOException {
    Struct fmt = Struct.read("fmt chunk", file, offset, 16, ByteOrder.LITTLE_ENDIAN);
    int tag = fmt.u16(0);
    if (tag == EXTENSIBLE && size >= EXTENSIBLE_LENGTH) {
      tag =
          Struct.read("fmt chunk", file, offset, EXTENSIBLE_LENGTH, ByteOrder.LITTLE_ENDIAN)
              .u16(24);
    }
    return (tag == PCM || tag == EXTENSIBLE ? "" : "encoding " + tag + ", ")
        + AudioChunks.format(Long.toString(fmt.u32(4)), fmt.u16(14), fmt.u16(2));
  }
}
