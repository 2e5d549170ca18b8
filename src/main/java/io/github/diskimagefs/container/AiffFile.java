package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.sector.SwappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/** Finds the samples in a file of AIFF 1.3 or AIFF-C. */
final class AiffFile {
  private AiffFile() {}

  static ByteSource samples(HostFile file, boolean compressed) throws IOException {
    String format = null;
    boolean little = false;
    AudioChunks chunks = new AudioChunks(file, ByteOrder.BIG_ENDIAN);
    while (chunks.next()) {
      long content = chunks.content();
      if (chunks.is("COMM")) {
        int length = compressed ? 22 : 18;
        Struct comm = Struct.read("COMM chunk", file, content, length, ByteOrder.BIG_ENDIAN);
        little = compressed && comm.has(18, "sowt");
        boolean encoded = compressed && !little && !comm.has(18, "NONE") && !comm.has(18, "twos");
        // An 80-bit float: 44100 is 0x400E AC44 0000 ...
        boolean rate = comm.u16(8) == 0x400E && comm.u16(10) == 0xAC44;
        format =
            (encoded ? "another encoding, " : "")
                + AudioChunks.format(rate ? "44100" : "?", comm.u16(6), comm.u16(0));
      } else if (chunks.is("SSND")) {
        if (!AudioChunks.DISC_FORMAT.equals(format)) {
          return AudioFile.undecoded(
              file, "AIFF of " + format + " is not decoded, only " + AudioChunks.DISC_FORMAT);
        }
        Struct ssnd = Struct.read("SSND chunk", file, content, 8, ByteOrder.BIG_ENDIAN);
        long skipped = 8 + ssnd.u32(0);
        if (content + skipped > file.size()) {
          throw ssnd.malformed("samples begin at byte %d of %d", content + skipped, file.size());
        }
        long size = chunks.size() == 0 ? Long.MAX_VALUE : Math.max(0, chunks.size() - skipped);
        ByteSource stored = chunks.samples(content + skipped, size);
        return little ? stored : new SwappedSource(stored);
      }
    }
    throw new MalformedImageException(file.name(), 0, "AIFF file without an SSND chunk");
  }
}
