package io.github.diskimagefs.container.ewf;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;

/**
 * A section of a segment.
 *
 * @param type such as {@code volume}, {@code table}
 * @param start offset of its descriptor in the segment
 * @param end offset after its data; the next section starts there
 * @param last whether it ends the segment
 */
record Section(String type, long start, long end, boolean last) {
  /** Length of the descriptor, which the data follow. */
  static final int DESCRIPTOR = 76;

  private static final int TYPE_BYTES = 16;

  /** Reads the descriptor of a section. */
  static Section read(ByteSource segment, long start) throws IOException {
    Struct in = Struct.read("EWF section", segment, start, DESCRIPTOR, ByteOrder.LITTLE_ENDIAN);
    if (!checked(in)) {
      throw in.malformed("the checksum of its descriptor is wrong");
    }
    String padded = in.text(0, TYPE_BYTES, StandardCharsets.ISO_8859_1);
    int length = padded.indexOf('\0');
    String type = length < 0 ? padded : padded.substring(0, length);
    long next = in.u64(16);
    boolean last = type.equals("next") || type.equals("done");
    if (!last && (next < start + DESCRIPTOR || next > segment.size())) {
      throw in.malformed(
          "section \"%s\" at byte %d ends at %d, the segment at %d",
          type, start, next, segment.size());
    }
    return new Section(type, start, last ? start + DESCRIPTOR : next, last);
  }

  /** Returns the offset of the data. */
  long data() {
    return start + DESCRIPTOR;
  }

  /** Returns the length of the data. */
  long length() {
    return end - data();
  }

  /** Reads the first bytes of the data. */
  Struct read(ByteSource segment, int length) throws IOException {
    return Struct.read(
        "EWF section \"" + type + '"', segment, data(), length, ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns whether the last four bytes of a structure are the checksum of those before. */
  static boolean checked(Struct in) throws IOException {
    Adler32 sum = new Adler32();
    sum.update(in.bytes(), 0, in.length() - Integer.BYTES);
    return in.u32(in.length() - Integer.BYTES) == sum.getValue();
  }
}
