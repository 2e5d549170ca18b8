package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file in Form 2, mixed or audio sectors, as the attributes of CD-ROM XA mark it. Its directory
 * record counts 2048 bytes for each sector, whatever they hold.
 *
 * @param xa the attributes
 * @param start byte position by the count of 2048
 * @param length in bytes by that count
 */
record XaFile(VolumeSource source, int xa, long start, long length) {
  private static final int FORM2_PAYLOAD = 2324;
  private static final int RAW = 2352;

  private long sector() {
    return start / 2048;
  }

  private long count() {
    return (length + 2047) / 2048;
  }

  private boolean audio() {
    return (xa & ExtraAttributes.XA_AUDIO) != 0;
  }

  /** The size of the payload; of a file that is all Form 2 without a look at its sectors. */
  long size() throws IOException {
    if ((xa & (ExtraAttributes.XA_INTERLEAVED | ExtraAttributes.XA_AUDIO)) == 0
        && (start + length) <= source.bytes().size()) {
      return count() * FORM2_PAYLOAD;
    }
    ByteSource payload = payload();
    return payload == null ? length : payload.size();
  }

  /** The payload, null if the sectors are of another kind. */
  ByteSource payload() throws IOException {
    return audio() ? source.rawSectors(sector(), count()) : source.form2(sector(), count());
  }

  /** The sectors in a RIFF file of the type CDXA, null if there are none. */
  ByteSource riff() throws IOException {
    ByteSource sectors = source.rawSectors(sector(), count());
    if (sectors == null) {
      return null;
    }
    ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ascii("RIFF")).putInt((int) Math.min(0xFFFF_FFFFL, count() * RAW + 36));
    head.put(ascii("CDXAfmt ")).putInt(16);
    head.putShort((short) 0).putShort((short) 0); // owner
    head.order(ByteOrder.BIG_ENDIAN).putShort((short) xa).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ascii("XA")).position(36);
    head.put(ascii("data")).putInt((int) Math.min(0xFFFF_FFFFL, count() * RAW));
    return ConcatSource.of(List.of(new ArraySource(head.array()), sectors));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
