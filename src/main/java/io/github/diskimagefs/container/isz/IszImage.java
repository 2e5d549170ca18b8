package io.github.diskimagefs.container.isz;

import io.github.diskimagefs.container.ContentSum;
import io.github.diskimagefs.container.ContentVerifier;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.PackedDisc;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open image. */
final class IszImage extends PackedDisc {
  private static final String DISC = "CRC-32 of the disc";
  private static final String STORED = "CRC-32 of the stored chunks";

  private final IszHeader header;
  private final IszSegments segments;
  private final IszChunks chunks;

  IszImage(ImageFile file, IszHeader header, IszSegments segments, IszChunks chunks) {
    super("ISZ", file, chunks, properties(header, segments));
    this.header = header;
    this.segments = segments;
    this.chunks = chunks;
  }

  private static Map<String, String> properties(IszHeader header, IszSegments segments) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", header.size() + " bytes");
    properties.put("chunk size", header.chunkSize() + " bytes");
    if (segments.count() > 1) {
      properties.put("segments", Integer.toString(segments.count()));
    }
    if (header.keyLength() > 0) {
      properties.put("encryption", "AES-" + 8 * header.keyLength());
    }
    return properties;
  }

  @Override
  public void verify(VerifyReport report) throws IOException {
    if (header.sums() == null) {
      super.verify(report);
      return;
    }
    String disc = String.format("%08x", header.sums().disc());
    ContentVerifier.verify(DISC, disc(), ContentSum.crc32(), disc, report);
    if (header.keyLength() == 0) {
      verifyStored(report);
    }
  }

  private void verifyStored(VerifyReport report) {
    report.start(STORED, 0);
    ContentSum sum = ContentSum.crc32();
    try {
      for (long chunk = 0; chunk < header.chunks(); chunk++) {
        if (chunks.table().type(chunk) != IszChunkTable.ZERO) {
          byte[] data = chunks.data(chunk);
          sum.add(data, data.length);
          report.read(data.length);
        }
      }
      String expected = String.format("%08x", header.sums().stored());
      ContentVerifier.compare(STORED, sum.hex(), expected, report);
    } catch (IOException e) {
      report.checked(STORED, false, e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    try (segments) {
      super.close();
    }
  }
}
