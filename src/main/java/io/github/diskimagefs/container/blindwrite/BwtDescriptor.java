package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.SheetText;
import io.github.diskimagefs.container.StructReader;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A descriptor of version 4.
 *
 * @param dataFile name of the file of sectors
 * @param channelFile name of the file of sub-channels, or empty
 * @param entries tracks, and lead-in and lead-out
 */
record BwtDescriptor(String dataFile, String channelFile, List<BwtEntry> entries) {
  static final String MAGIC = "BLINDWRITE TOC FILE";

  static final String NAME = "BWT (BlindWrite) descriptor";

  /** Limit of a descriptor in bytes: a real one has a few kilobytes. */
  private static final int MAX_LENGTH = 1 << 20;

  private static final int MAX_ENTRIES = 1_000;

  static BwtDescriptor read(ByteSource file, Optional<Charset> charset) throws IOException {
    int length = (int) Math.min(MAX_LENGTH, file.size());
    StructReader in = new StructReader(Struct.read(NAME, file, 0, length, ByteOrder.LITTLE_ENDIAN));
    in.skip(MAGIC.length() + 4 + 8); // version, time
    in.skip(in.u32()); // volume identifier
    in.skip(in.u32()); // system identifier
    in.skip(in.u32()); // comments
    long count = in.u32();
    if (count == 0 || count > MAX_ENTRIES) {
      throw in.struct().mismatch("1 to " + MAX_ENTRIES + " entries", count);
    }
    String data = text(in, charset);
    String channels = text(in, charset);
    in.skip(4);
    in.skip(in.u8());
    List<BwtEntry> entries = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      entries.add(BwtEntry.read(in, charset));
    }
    return new BwtDescriptor(data, channels, entries);
  }

  /** Reads a text with its length before it, up to its first zero. */
  static String text(StructReader in, Optional<Charset> charset) throws IOException {
    byte[] text = in.bytes(in.u32());
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return SheetText.decode(Arrays.copyOf(text, end), charset);
  }
}
