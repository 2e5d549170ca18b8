package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * The chunks of an audio file (RIFF, IFF): an identifier of four characters, a size of 32 bits, the
 * content, and a pad byte after an odd size, which some writers leave out.
 */
final class AudioChunks {
  /** The format of the samples on a disc. */
  static final String DISC_FORMAT = format("44100", 16, 2);

  /** Maximum number of chunks that are read; files with many tags have about thirty. */
  private static final int MAX_CHUNKS = 1_000;

  private static final int HEADER = 8;

  /** The chunk that holds forms has no size of its own: its first chunk starts here. */
  private static final int FIRST = 12;

  /** Bytes of a sample of both channels. */
  private static final int FRAME = 4;

  /** Bytes that a writer may count too many, as some count a header among them. */
  private static final int MAX_MISCOUNTED = 2352;

  private static final Set<String> IDENTIFIERS =
      Set.of(
          "data", "fmt ", "LIST", "fact", "cue ", "bext", "JUNK", "PAD ", "id3 ", "ID3 ", "smpl",
          "inst", "iXML", "PEAK", "DISP", "plst", "labl", "ds64", "COMM", "SSND", "MARK", "NAME",
          "AUTH", "ANNO", "FVER", "APPL", "INST", "COMT", "(c) ");

  private final HostFile file;
  private final ByteOrder order;
  private Struct header;
  private long offset;
  private long following = FIRST;
  private int count;

  AudioChunks(HostFile file, ByteOrder order) {
    this.file = file;
    this.order = order;
  }

  /** Returns the description of a format of samples. */
  static String format(String rate, int bits, int channels) {
    return String.format("%s Hz, %d bits, %d channels", rate, bits, channels);
  }

  /** Goes to the next chunk; returns false if there is none. */
  boolean next() throws IOException {
    if (header != null) {
      following = offset + HEADER + size();
      if (size() % 2 != 0 && padded(following)) {
        following++;
      }
    }
    if (count++ == MAX_CHUNKS || following > file.size() - HEADER) {
      return false;
    }
    offset = following;
    header = Struct.read("chunk", file, offset, HEADER, order);
    return true;
  }

  /** Returns whether a pad byte is stored at an offset, and not the next chunk. */
  private boolean padded(long position) throws IOException {
    String here = identifier(position);
    if (here == null || IDENTIFIERS.contains(here)) {
      return here == null;
    }
    String after = identifier(position + 1);
    return !printable(here) || (after != null && printable(after));
  }

  private String identifier(long position) throws IOException {
    return position > file.size() - HEADER
        ? null
        : Struct.read("chunk", file, position, HEADER, order)
            .text(0, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static boolean printable(String identifier) {
    return identifier.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  /** Returns whether the chunk has an identifier. */
  boolean is(String identifier) throws IOException {
    return header.has(0, identifier);
  }

  /** Returns the declared bytes of the content. */
  long size() throws IOException {
    return header.u32(4);
  }

  /** Returns the offset of the content in the file. */
  long content() {
    return offset + HEADER;
  }

  /**
   * Returns the samples at an offset. A file that is cut keeps its declared size, so that reading
   * its end fails; a few bytes that are missing count as an error of the writer.
   *
   * @param size declared bytes; {@link Long#MAX_VALUE} for all that follow
   */
  ByteSource samples(long start, long size) {
    long stored = Math.max(0, file.size() - start);
    boolean cut = size != Long.MAX_VALUE && size - stored > MAX_MISCOUNTED;
    return file.slice(start, (cut ? size : Math.min(size, stored)) & -FRAME);
  }
}
