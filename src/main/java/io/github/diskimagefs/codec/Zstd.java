package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Decoder of Zstandard (RFC 8878) for chunks whose decoded size is bounded in advance: the chunk's
 * array serves as the window. Frames that need a dictionary are refused.
 */
public final class Zstd {
  /** RFC 8878, 3.1.1.2.4. */
  static final int MAX_BLOCK_SIZE = 128 << 10;

  private static final int MAGIC = 0xFD2F_B528;
  private static final int SKIPPABLE_MAGIC = 0x184D_2A50;

  private static final byte[] NOTHING = {};

  /** Length of the compressed data for which an idle decoder keeps an array. */
  private static final int MAX_KEPT_BYTES = 256 << 10;

  /** Decoders for the next chunks: a new one costs an array of 128 KiB. */
  private static final ArrayBlockingQueue<Zstd> IDLE =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  private final ZstdLiterals literals = new ZstdLiterals();
  private final ZstdSequences sequences = new ZstdSequences();
  private byte[] bytes = NOTHING;
  private byte[] target = NOTHING;
  private int end;
  private int position;
  private int done;

  private Zstd() {}

  /**
   * Decodes a chunk of known size. Bytes after the end of the compressed data are ignored.
   *
   * @param chunk receives the decoded bytes
   * @param data the compressed data: one or more frames
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static void fill(byte[] chunk, Struct data) throws IOException {
    fill(chunk, PackedInput.of(data));
  }

  /**
   * Decodes a chunk of known size that an image stores. Bytes after the end of the compressed data
   * are ignored.
   *
   * @param chunk receives the decoded bytes
   * @param data the compressed data: one or more frames
   * @throws MalformedImageException if the data are damaged or give fewer bytes
   */
  public static void fill(byte[] chunk, StoredData data) throws IOException {
    fill(chunk, PackedInput.of(data));
  }

  private static void fill(byte[] chunk, PackedInput data) throws IOException {
    int count = decode(data, chunk);
    if (count < chunk.length) {
      throw data.malformed("ends after %d of %d bytes", count, chunk.length);
    }
  }

  /**
   * Decodes a chunk of unknown size.
   *
   * @param data the compressed data: one or more frames
   * @param target receives the decoded bytes from its start on
   * @return their number
   * @throws MalformedImageException if the data are damaged or give more bytes than fit
   */
  public static int decode(Struct data, byte[] target) throws IOException {
    return decode(PackedInput.of(data), target);
  }

  /**
   * Decodes a chunk of unknown size that an image stores.
   *
   * @param data the compressed data: one or more frames
   * @param target receives the decoded bytes from its start on
   * @return their number
   * @throws MalformedImageException if the data are damaged or give more bytes than fit
   */
  public static int decode(StoredData data, byte[] target) throws IOException {
    return decode(PackedInput.of(data), target);
  }

  private static int decode(PackedInput data, byte[] target) throws IOException {
    Zstd idle = IDLE.poll();
    Zstd decoder = idle == null ? new Zstd() : idle;
    try {
      return decoder.chunk(data, target);
    } catch (ZstdException e) {
      throw data.malformed("Zstandard data: %s", e.getMessage());
    } catch (IndexOutOfBoundsException e) {
      throw data.malformed("Zstandard data are cut");
    } finally {
      decoder.giveBack();
    }
  }

  private void giveBack() {
    target = NOTHING;
    if (bytes.length > MAX_KEPT_BYTES) {
      bytes = NOTHING;
    }
    IDLE.offer(this);
  }

  private int chunk(PackedInput data, byte[] chunk) throws IOException, ZstdException {
    end = data.length();
    if (bytes.length - ZstdBits.PADDING < end) {
      bytes = new byte[end + ZstdBits.PADDING];
    }
    data.copy(0, ByteBuffer.wrap(bytes, 0, end));
    Arrays.fill(bytes, end, end + ZstdBits.PADDING, (byte) 0);
    target = chunk;
    position = 0;
    done = 0;
    return frames();
  }

  private int frames() throws ZstdException {
    do {
      int magic = end - position < 4 ? 0 : (int) number(4);
      if ((magic & ~15) == SKIPPABLE_MAGIC) {
        skip(number(4));
      } else if (magic == MAGIC) {
        frame();
      } else if (done == 0) {
        throw new ZstdException("the magic number is missing");
      } else {
        break;
      }
    } while (done < target.length && position < end);
    return done;
  }

  private long number(int length) throws ZstdException {
    if (length > end - position) {
      throw new ZstdException("a header is cut");
    }
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[position + i] & 0xFF);
    }
    position += length;
    return value;
  }

  private void skip(long length) throws ZstdException {
    if (length > end - position) {
      throw new ZstdException("a frame is cut");
    }
    position += (int) length;
  }

  /** RFC 8878, 3.1.1. */
  private void frame() throws ZstdException {
    int start = done;
    int descriptor = (int) number(1);
    boolean singleSegment = (descriptor & 0x20) != 0;
    if ((descriptor & 8) != 0) {
      throw new ZstdException("a reserved bit of the frame header is set");
    }
    if (!singleSegment) {
      skip(1); // the window's size: all that was decoded is kept
    }
    int dictionaryBytes = (1 << (descriptor & 3)) >> 1;
    if (number(dictionaryBytes) != 0) {
      throw new ZstdException("a dictionary is needed");
    }
    int sizeBytes = descriptor >> 6;
    if (sizeBytes > 0 || singleSegment) {
      long size = number(1 << sizeBytes) + (sizeBytes == 1 ? 256 : 0);
      if (size < 0 || size > target.length - done) {
        throw new ZstdException("a frame of " + Long.toUnsignedString(size) + " bytes");
      }
    }
    literals.reset();
    sequences.reset();
    while (!block(start)) {
      // until the last one
    }
    if ((descriptor & 4) != 0 && number(4) != (XxHash64.hash(target, start, done) & 0xFFFF_FFFFL)) {
      throw new ZstdException("the checksum is wrong");
    }
  }

  /** Decodes a block (RFC 8878, 3.1.1.2); returns whether it is the last one of its frame. */
  private boolean block(int frameStart) throws ZstdException {
    int header = (int) number(3);
    int type = (header >> 1) & 3;
    int size = header >> 3;
    int stored = type == 1 ? 1 : size;
    if (stored > end - position || (type != 1 && size > MAX_BLOCK_SIZE)) {
      throw new ZstdException("a block is cut");
    }
    if (type < 2 && size > target.length - done) {
      throw new ZstdException("a block passes the end of the data");
    }
    switch (type) {
      case 0 -> {
        System.arraycopy(bytes, position, target, done, size);
        done += size;
      }
      case 1 -> {
        Arrays.fill(target, done, done + size, bytes[position]);
        done += size;
      }
      case 2 -> {
        int next = literals.read(bytes, position, position + size);
        done = sequences.decode(bytes, next, position + size, literals, target, frameStart, done);
      }
      default -> throw new ZstdException("a block is of the reserved type");
    }
    position += stored;
    return (header & 1) != 0;
  }
}
