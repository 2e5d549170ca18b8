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
 * A file of CD-ROM XA in Form 2, mixed or audio sectors. Its directory record counts 2048 bytes for
 * each sector, whatever the sector holds.
 *
 * @param xa the file's attributes
 * @param start byte position, at 2048 bytes in each sector
 * @param length in bytes, at 2048 bytes in each sector
 */
record XaFile(VolumeSource source, int xa, long start, long length) {
  private static final int FORM2_PAYLOAD = 2324;
  private static final int RAW = 2352;

  /** Returns the file of the sections that its records describe. */
  static XaFile of(VolumeSource source, int xa, List<FileSection> sections) {
    return new XaFile(source, xa, sections.get(0).start(), FileSection.total(sections));
  }

  private long sector() {
    return start / VolumeDescriptor.SECTOR;
  }

  private long count() {
    return (length + VolumeDescriptor.SECTOR - 1) / VolumeDescriptor.SECTOR;
  }

  private boolean audio() {
    return (xa & ExtraAttributes.XA_AUDIO) != 0;
  }

  /** Returns the size of the payload; a file of Form 2 sectors alone is not read for it. */
  long size() throws IOException {
    if ((xa & (ExtraAttributes.XA_INTERLEAVED | ExtraAttributes.XA_AUDIO)) == 0
        && source.bytes().holds(start, length)) {
      return count() * FORM2_PAYLOAD;
    }
    ByteSource payload = payload();
    return payload == null ? length : payload.size();
  }

  /** Returns the payload, null if the sectors are of another kind. */
  ByteSource payload() throws IOException {
    return audio() ? source.rawSectors(sector(), count()) : source.form2(sector(), count());
  }

  /** Returns the sectors as a RIFF file of the type CDXA, null if there are no raw sectors. */
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
