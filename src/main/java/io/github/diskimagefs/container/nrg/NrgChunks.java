package io.github.diskimagefs.container.nrg;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The chunks after the data of a Nero image; its last bytes hold their offset. */
record NrgChunks(List<Chunk> list) {
  private static final int MAX_CHUNKS = 10_000;

  /** All chunks together are a few kilobytes in practice; CD-TEXT is the longest. */
  private static final int MAX_LENGTH = 4 << 20;

  /** A chunk: four letters, then what {@code body} holds. */
  record Chunk(String id, Struct body) {}

  /** Returns the offset of the first chunk by the trailer, or -1 if there is no trailer. */
  static long start(ByteSource file) throws IOException {
    if (file.size() >= 12) {
      Struct trailer = Struct.read("NER5", file, file.size() - 12, 12, ByteOrder.BIG_ENDIAN);
      if (trailer.has(0, "NER5")) {
        return trailer.s64(4) < 0 ? Long.MAX_VALUE : trailer.s64(4);
      }
      if (trailer.has(4, "NERO")) {
        return trailer.u32(8);
      }
    }
    return -1;
  }

  static NrgChunks read(ByteSource file) throws IOException {
    long start = start(file);
    long end = file.size() - 8;
    if (start > end - 8) {
      throw new MalformedImageException(
          "NRG trailer",
          file.size() - 12,
          "the chunks are said to begin at byte "
              + start
              + ", but the file has "
              + file.size()
              + " bytes");
    }
    List<Chunk> chunks = new ArrayList<>();
    long offset = start;
    long total = 0;
    while (chunks.size() < MAX_CHUNKS && offset <= end - 8) {
      Struct head = Struct.read("NRG chunk", file, offset, 8, ByteOrder.BIG_ENDIAN);
      String id = head.text(0, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
      long size = head.u32(4);
      if (id.equals("END!")) {
        return new NrgChunks(chunks);
      }
      total += size;
      if (size > file.size() - offset - 8 || total > MAX_LENGTH) {
        throw head.malformed("%s has %d bytes, the file %d", id, size, file.size());
      }
      chunks.add(
          new Chunk(id, Struct.read(id, file, offset + 8, (int) size, ByteOrder.BIG_ENDIAN)));
      offset += 8 + size;
    }
    if (chunks.isEmpty()) {
      throw new MalformedImageException("NRG chunk", start, "no chunk is there");
    }
    return new NrgChunks(chunks); // END! is missing
  }
}
