package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.SourceStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decoder of Zstandard files (RFC 8878) of any number of frames, with a window of bounded size.
 * Bytes after the last frame are ignored.
 */
final class ZstdStream extends BulkInputStream {
  /** The window of the encoder's option {@code --long}; larger ones need that option to decode. */
  static final int MAX_WINDOW_BYTES = 128 << 20;

  private static final int FIRST_WINDOW = 512 << 10;
  private static final int MAX_BLOCK = Zstd.MAX_BLOCK_SIZE;

  private final SourceStream in;
  private final ZstdLiterals literals = new ZstdLiterals();
  private final ZstdSequences sequences = new ZstdSequences();
  private final DictionaryMemory.Share memory = DictionaryMemory.SHARED.ofStream("Zstandard");
  private final byte[] block = new byte[MAX_BLOCK + ZstdBits.PADDING];
  private byte[] window = new byte[FIRST_WINDOW];
  private int begin;
  private int filled;
  private int consumed;
  private int windowSize;
  private long contentSize;
  private long frameSize;
  private boolean inFrame;
  private boolean ended;
  private boolean any;
  private XxHash64 hash;

  ZstdStream(SourceStream in) {
    this.in = in;
  }

  @Override
  protected int readSome(byte[] target, int offset, int length) throws IOException {
    try {
      while (consumed == filled) {
        if (ended || (!inFrame && !frame())) {
          ended = true;
          return -1;
        }
        block();
      }
    } catch (ZstdException e) {
      throw malformed(String.valueOf(e.getMessage()));
    } catch (IndexOutOfBoundsException e) {
      throw malformed("a block is cut");
    }
    int count = Math.min(length, filled - consumed);
    System.arraycopy(window, consumed, target, offset, count);
    consumed += count;
    return count;
  }

  @Override
  public void close() {
    window = new byte[0];
    begin = 0;
    filled = 0;
    consumed = 0;
    ended = true;
    memory.close();
  }

  /** Starts the next frame; returns false if there is none. */
  private boolean frame() throws IOException {
    while (true) {
      ZstdFrame frame = ZstdFrame.read(in);
      if (frame == null) {
        if (!any) {
          throw malformed("there is no frame");
        }
        return false;
      }
      if (frame.skippable()) {
        if (in.skip(frame.contentSize()) < frame.contentSize()) {
          throw malformed("a skippable frame is cut");
        }
        continue;
      }
      if (frame.windowSize() > MAX_WINDOW_BYTES || frame.windowSize() < 0) {
        throw new UnsupportedImageException(
            "Zstandard with a window of "
                + Long.toUnsignedString(frame.windowSize())
                + " bytes (up to "
                + MAX_WINDOW_BYTES
                + " are read)");
      }
      any = true;
      inFrame = true;
      windowSize = (int) frame.windowSize();
      contentSize = frame.contentSize();
      frameSize = 0;
      begin = filled;
      hash = frame.checksum() ? new XxHash64() : null;
      literals.reset();
      sequences.reset();
      return true;
    }
  }

  /** Decodes a block (RFC 8878, 3.1.1.2). */
  private void block() throws IOException, ZstdException {
    makeRoom();
    int header = (int) number(3);
    int type = (header >> 1) & 3;
    int size = header >> 3;
    if (size > MAX_BLOCK) {
      throw new ZstdException("a block of " + size + " bytes");
    }
    int start = filled;
    switch (type) {
      case 0 -> {
        fill(window, filled, size);
        filled += size;
      }
      case 1 -> {
        Arrays.fill(window, filled, filled + size, (byte) number(1));
        filled += size;
      }
      case 2 -> {
        fill(block, 0, size);
        Arrays.fill(block, size, size + ZstdBits.PADDING, (byte) 0);
        int next = literals.read(block, 0, size);
        filled = sequences.decode(block, next, size, literals, window, begin, filled);
      }
      default -> throw new ZstdException("a block is of the reserved type");
    }
    frameSize += filled - start;
    if (hash != null) {
      hash.update(window, start, filled);
    }
    if ((header & 1) != 0) {
      endOfFrame();
    }
  }

  private void endOfFrame() throws IOException, ZstdException {
    inFrame = false;
    if (contentSize >= 0 && contentSize != frameSize) {
      throw new ZstdException("a frame of " + contentSize + " bytes has " + frameSize);
    }
    if (hash != null && number(4) != (hash.value() & 0xFFFF_FFFFL)) {
      throw new ZstdException("the checksum is wrong");
    }
  }

  /** Moves the window to the start of its array, or enlarges the array as far as it is used. */
  private void makeRoom() throws UnsupportedImageException {
    if (window.length - filled >= MAX_BLOCK) {
      return;
    }
    int kept = Math.min(windowSize, filled - begin);
    int wanted = windowSize + Math.max(2 * MAX_BLOCK, windowSize / 4);
    byte[] to = window;
    if (window.length < wanted && kept > window.length / 2) {
      int length = (int) Math.min(wanted, 2L * window.length);
      memory.require(length);
      to = new byte[length];
    }
    System.arraycopy(window, filled - kept, to, 0, kept);
    window = to;
    begin = 0;
    filled = kept;
    consumed = kept;
  }

  private long number(int length) throws IOException, ZstdException {
    if (!in.has(length)) {
      throw new ZstdException("the frame is cut");
    }
    long value = in.peekNumber(length);
    in.consume(length);
    return value;
  }

  private void fill(byte[] target, int offset, int size) throws IOException, ZstdException {
    if (in.readNBytes(target, offset, size) < size) {
      throw new ZstdException("a block is cut");
    }
  }

  private MalformedImageException malformed(String detail) {
    return new MalformedImageException("Zstandard", in.position(), detail);
  }
}
