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

  static byte[] decode(Struct data, int length, ChdCodec sectors, ChdCodec subChannels)
      throws IOException {
    int frames = frames(data, length);
    int flags = (frames + 7) / 8;
    int lengthBytes = length < LONG_HUNK ? 2 : 3;
    int sectorsLength = data.u16(flags);
    if (lengthBytes > 2) {
      sectorsLength = sectorsLength << 8 | data.u8(flags + 2);
    }
    int start = flags + lengthBytes;
    Struct sectorData = data.slice(start, sectorsLength);
    byte[] hunk =
        join(
            sectors.decode(sectorData, frames * SECTOR),
            subChannels.decode(data.from(start + sectorsLength), frames * SUB_CHANNEL),
            frames);
    for (int frame = 0; frame < frames; frame++) {
      if ((data.u8(frame / 8) >> (frame % 8) & 1) != 0) {
        EccEncoder.restore(hunk, frame * FRAME);
      }
    }
    return hunk;
  }

  /** Decodes sectors of audio in FLAC, most significant bytes first, and sub-channels in zlib. */
  static byte[] decodeFlac(Struct data, int length) throws IOException {
    int frames = frames(data, length);
    byte[] sectors = new byte[frames * SECTOR];
    int end = RawFlac.decode(data, sectors, sectors.length, true);
    return join(sectors, ChdCodec.ZLIB.decode(data.from(end), frames * SUB_CHANNEL), frames);
  }

  private static int frames(Struct data, int length) throws MalformedImageException {
    if (length % FRAME != 0) {
      throw data.malformed("a hunk of %d bytes is not made of frames of a CD", length);
    }
    return length / FRAME;
  }

  private static byte[] join(byte[] sectors, byte[] subChannels, int frames) {
    byte[] hunk = new byte[frames * FRAME];
    for (int frame = 0; frame < frames; frame++) {
      System.arraycopy(sectors, frame * SECTOR, hunk, frame * FRAME, SECTOR);
      System.arraycopy(subChannels, frame * SUB_CHANNEL, hunk, frame * FRAME + SECTOR, SUB_CHANNEL);
    }
    return hunk;
  }
}
