package io.github.diskimagefs.container.cif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The chunks that describe the tracks.
 *
 * @param disc descriptors of the disc, its sessions and tracks
 * @param offsets places of the tracks
 */
record CifChunks(Struct disc, Struct offsets) {
  static final String NAME = "CIF (Easy CD Creator) chunks";

  private static final int HEAD = 12;

  /** Limit of the chunks: one for each track, and a few. */
  private static final int MAX_CHUNKS = 1_000;

  /** Limit of a chunk in bytes: 99 descriptors of at most 64 KB. */
  private static final int MAX_LENGTH = 8 << 20;

  static CifChunks read(ByteSource file) throws IOException {
    Struct disc = null;
    Struct offsets = null;
    long offset = 0;
    for (int i = 0; i < MAX_CHUNKS && offset <= file.size() - HEAD; i++) {
      Struct head = Struct.read("CIF chunk", file, offset, HEAD, ByteOrder.LITTLE_ENDIAN);
      if (!head.has(0, "RIFF")) {
        throw head.malformed("expected a chunk of RIFF");
      }
      long length = head.u32(4) - 4; // the four letters of the type count
      if (length < 0) {
        throw head.malformed("a chunk of %d bytes", length + 4);
      }
      if (head.has(8, "disc")) {
        disc = body(file, offset, length);
      } else if (head.has(8, "ofs ")) {
        offsets = body(file, offset, length);
      }
      offset += HEAD + length + length % 2;
    }
    if (disc == null || offsets == null) {
      throw new MalformedImageException(
          NAME, 0, "chunks \"disc\" and \"ofs \"", disc == null ? "no \"disc\"" : "no \"ofs \"");
    }
    return new CifChunks(disc, offsets);
  }

  private static Struct body(ByteSource file, long offset, long length) throws IOException {
    if (length > MAX_LENGTH) {
      throw new MalformedImageException(
          NAME, offset, "up to " + MAX_LENGTH + " bytes", length + " bytes");
    }
    return Struct.read(NAME, file, offset + HEAD, (int) length, ByteOrder.LITTLE_ENDIAN);
  }
}
