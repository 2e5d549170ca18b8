package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.RawFlac;
import io.github.diskimagefs.sector.EccEncoder;
import java.io.IOException;

/**
 * A hunk of frames of a CD. The codecs compress the sectors of all frames together, and their
 * sub-channels after them; a bit for each frame states whether the sync pattern and the error
 * correction code of its sector were left out.
 */
final class CdHunk {
  static final int SECTOR = 2352;
  static final int SUB_CHANNEL = 96;
  static final int FRAME = SECTOR + SUB_CHANNEL;

  /** Bytes of a hunk from which the length of the sectors' data has three bytes. */
  private static final int LONG_HUNK = 65_536;

  private CdHunk() {}

  static void decode(Struct data, byte[] hunk, ChdCodec sectors, ChdCodec subChannels)
      throws IOException {
    int frames = frames(data, hunk);
    int flags = (frames + 7) / 8;
    int lengthBytes = hunk.length < LONG_HUNK ? 2 : 3;
    int sectorsLength = data.u16(flags);
    if (lengthBytes > 2) {
      sectorsLength = (sectorsLength << 8) | data.u8(flags + 2);
    }
    int start = flags + lengthBytes;
    Struct sectorData = data.slice(start, sectorsLength);
    spread(sectors, sectorData, SECTOR, hunk, 0);
    spread(subChannels, data.from(start + sectorsLength), SUB_CHANNEL, hunk, SECTOR);
    for (int frame = 0; frame < frames; frame++) {
      if (((data.u8(frame / 8) >> (frame % 8)) & 1) != 0) {
        EccEncoder.restore(hunk, frame * FRAME);
      }
    }
  }

  /** Decodes sectors of audio in FLAC, most significant bytes first, and sub-channels in zlib. */
  static void decodeFlac(Struct data, byte[] hunk) throws IOException {
    byte[] sectors = new byte[frames(data, hunk) * SECTOR];
    int end = RawFlac.decode(data, sectors, sectors.length, true);
    spread(sectors, SECTOR, hunk, 0);
    spread(ChdCodec.ZLIB, data.from(end), SUB_CHANNEL, hunk, SECTOR);
  }

  private static int frames(Struct data, byte[] hunk) throws MalformedImageException {
    if (hunk.length % FRAME != 0) {
      throw data.malformed("a hunk of %d bytes is not made of frames of a CD", hunk.length);
    }
    return hunk.length / FRAME;
  }

  /** Decodes the same part of all frames, and puts it at an offset in each. */
  private static void spread(ChdCodec codec, Struct data, int part, byte[] hunk, int offset)
      throws IOException {
    byte[] parts = new byte[hunk.length / FRAME * part];
    codec.decode(data, parts);
    spread(parts, part, hunk, offset);
  }

  private static void spread(byte[] parts, int part, byte[] hunk, int offset) {
    for (int frame = 0; frame < hunk.length / FRAME; frame++) {
      System.arraycopy(parts, frame * part, hunk, frame * FRAME + offset, part);
    }
  }
}
