package io.github.diskimagefs.codec;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.CRC32;
import org.tukaani.xz.XZInputStream;

/** The .xz format by XZ for Java, without which it is an unsupported feature. */
public final class Xz {
  private static final int STREAM_HEADER = 12;
  private static final int LZMA2 = 0x21;

  /** Bytes that decoding a chunk may take: a dictionary of 8 MiB, as encoders often state. */
  private static final long MAX_CHUNK_MEMORY = 10 << 20;

  private Xz() {}

  /**
   * The decoded bytes of a stream.
   *
   * @param size how many bytes it is to give: no larger dictionary is allocated
   * @param memory bytes that decoding may take
   */
  public static InputStream stream(InputStream in, long size, long memory) throws IOException {
    return stream(in, size, memory, DictionaryMemory.SHARED.ofStream("xz"));
  }

  private static InputStream stream(
      InputStream in, long size, long memory, DictionaryMemory.Share share) throws IOException {
    byte[] head = in.readNBytes(STREAM_HEADER + 1);
    byte[] block = new byte[0];
    if (head.length > STREAM_HEADER && head[STREAM_HEADER] != 0) {
      // Block Header Size, file format §3.1.1: the real size is (value + 1) × 4.
      block = in.readNBytes((head[STREAM_HEADER] & 0xFF) * 4 + 3);
      shrinkDictionary(head[STREAM_HEADER], block, size);
    }
    InputStream whole =
        new SequenceInputStream(
            new SequenceInputStream(
                new ByteArrayInputStream(head), new ByteArrayInputStream(block)),
            in);
    try {
      return Library.open(whole, memory, share);
    } catch (LinkageError e) {
      throw MissingLibrary.exception("xz", MissingLibrary.XZ, e);
    }
  }

  /**
   * Decodes a stream of a chunk, of unknown size.
   *
   * @param data the stream
   * @param target receives the decoded bytes from its start on
   * @return their number
   * @throws io.github.diskimagefs.MalformedImageException if the data are damaged or give more
   *     bytes than fit
   */
  public static int decode(Struct data, byte[] target) throws IOException {
    InputStream bytes = new ByteArrayInputStream(data.bytes());
    DictionaryMemory.Share share = DictionaryMemory.SHARED.ofChunk("xz");
    try (InputStream in = stream(bytes, target.length, MAX_CHUNK_MEMORY, share)) {
      int count = in.readNBytes(target, 0, target.length);
      if (in.read() >= 0) {
        throw data.malformed("xz data give more than %d bytes", target.length);
      }
      return count;
    } catch (UnsupportedImageException e) {
      throw e;
    } catch (IOException e) {
      throw data.malformed("xz data: %s", e.getMessage());
    }
  }

  /**
   * Encoders write the dictionary size of their preset, 8 MiB and more, also for small streams.
   * Here it becomes the least that serves, in a header (§3.1) of one LZMA2 filter without sizes;
   * any other is left as it is.
   */
  private static void shrinkDictionary(byte first, byte[] block, long size) {
    int offset = 0;
    if (block.length < 11 || (block[0] & 0x3F) != 0) {
      return; // more than one filter, or reserved bits in use
    }
    offset++;
    for (int present = block[0] & 0xC0; present != 0; present = present << 1 & 0xC0) {
      if ((present & 0x80) != 0) {
        while (offset < block.length - 4 && block[offset] < 0) {
          offset++;
        }
        offset++;
      }
    }
    if (offset + 3 > block.length - 4 || block[offset] != LZMA2 || block[offset + 1] != 1) {
      return;
    }
    int min = 0;
    while (min < 40 && dictionary(min) < size) {
      min++;
    }
    if (min >= block[offset + 2] || !crcHolds(first, block)) {
      return;
    }
    block[offset + 2] = (byte) min;
    long crc = crc(first, block);
    for (int i = 0; i < 4; i++) {
      block[block.length - 4 + i] = (byte) (crc >> (8 * i));
    }
  }

  /** §5.3.1. */
  private static long dictionary(int code) {
    return (2L | (code & 1)) << (code / 2 + 11);
  }

  private static boolean crcHolds(byte first, byte[] block) {
    long crc = crc(first, block);
    for (int i = 0; i < 4; i++) {
      if (block[block.length - 4 + i] != (byte) (crc >> (8 * i))) {
        return false;
      }
    }
    return true;
  }

  private static long crc(byte first, byte[] block) {
    CRC32 crc = new CRC32();
    crc.update(first);
    crc.update(block, 0, block.length - 4);
    return crc.getValue();
  }

  /** Not loaded before it is needed. */
  private static final class Library {
    private Library() {}

    static InputStream open(InputStream in, long memory, DictionaryMemory.Share share)
        throws IOException {
      return AccountedStream.open(
          "xz",
          in,
          memory,
          share,
          (bytes, limit, arrays) -> new XZInputStream(bytes, limit, true, arrays));
    }
  }
}
