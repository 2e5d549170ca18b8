package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.SourceStream;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Decoder of LZ4 files (LZ4 Frame Format Description 1.6): frames, legacy frames and skippable
 * frames, any number of them. Bytes after the last frame are ignored.
 */
final class Lz4Stream extends BulkInputStream {
  static final int MAGIC = 0x184D_2204;
  static final int LEGACY_MAGIC = 0x184C_2102;

  /** The magic number of skippable frames, without its lowest four bits. */
  static final int SKIPPABLE_MAGIC = 0x184D_2A50;

  private static final int HISTORY = 64 << 10;
  private static final int LEGACY_BLOCK = 8 << 20;

  /** Bytes that a legacy block may take: LZ4_compressBound. */
  private static final int MAX_LEGACY_BYTES = LEGACY_BLOCK + LEGACY_BLOCK / 255 + 16;

  private static final int DICTIONARY = 1;
  private static final int CONTENT_CHECKSUM = 4;
  private static final int CONTENT_SIZE = 8;
  private static final int BLOCK_CHECKSUM = 16;
  private static final int INDEPENDENT = 32;

  private final SourceStream in;
  private byte[] window = new byte[0];
  private int consumed;
  private int filled;
  private int flags;
  private int maxBlock;
  private boolean legacy;
  private boolean inFrame;
  private boolean ended;
  private boolean any;
  private long contentSize;
  private long frameSize;
  private XxHash32 hash;

  Lz4Stream(SourceStream in) {
    this.in = in;
  }

  @Override
  protected int readSome(byte[] target, int offset, int length) throws IOException {
    while (consumed == filled) {
      if (!inFrame && !frame()) {
        ended = true;
      }
      if (ended) {
        return -1;
      }
      if (legacy) {
        legacyBlock();
      } else {
        block();
      }
    }
    int count = Math.min(length, filled - consumed);
    System.arraycopy(window, consumed, target, offset, count);
    consumed += count;
    return count;
  }

  /** Starts the next frame; returns false if there is none. */
  private boolean frame() throws IOException {
    while (in.has(4)) {
      int magic = (int) in.peekNumber(4);
      if ((magic & ~15) == SKIPPABLE_MAGIC && in.has(8)) {
        in.consume(4);
        long size = in.peekNumber(4);
        in.consume(4);
        if (in.skip(size) < size) {
          throw malformed("a skippable frame is cut");
        }
      } else if (magic == LEGACY_MAGIC) {
        in.consume(4);
        start(LEGACY_BLOCK, true);
        return true;
      } else if (magic == MAGIC) {
        in.consume(4);
        descriptor();
        return true;
      } else {
        break;
      }
    }
    if (!any) {
      throw malformed("there is no frame");
    }
    return false;
  }

  private void start(int blockSize, boolean old) {
    any = true;
    inFrame = true;
    legacy = old;
    maxBlock = blockSize;
    frameSize = 0;
    hash = new XxHash32();
    consumed = 0;
    filled = 0;
  }

  private void descriptor() throws IOException {
    if (!in.has(3)) {
      throw malformed("the frame descriptor is cut");
    }
    flags = in.peek(0);
    int code = (in.peek(1) >> 4) & 7;
    if (flags >> 6 != 1 || (flags & 2) != 0 || (in.peek(1) & 0x8F) != 0 || code < 4) {
      throw malformed("the frame descriptor is not of version 1");
    }
    boolean sized = (flags & CONTENT_SIZE) != 0;
    boolean dictionary = (flags & DICTIONARY) != 0;
    int length = 2 + (sized ? 8 : 0) + (dictionary ? 4 : 0);
    if (!in.has(length + 1)) {
      throw malformed("the frame descriptor is cut");
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) in.peek(i);
    }
    if (((XxHash32.hash(bytes, 0, length) >> 8) & 0xFF) != in.peek(length)) {
      throw malformed("the checksum of the frame descriptor is wrong");
    }
    if (dictionary) {
      throw new UnsupportedImageException("LZ4 with a dictionary");
    }
    in.consume(2);
    contentSize = -1;
    if (sized) {
      contentSize = in.peekNumber(8);
      in.consume(8);
    }
    in.consume(1);
    start(256 << (2 * code), false);
  }

  private void block() throws IOException {
    if (!in.has(4)) {
      throw malformed("the frame ends before its end mark");
    }
    int field = (int) in.peekNumber(4);
    in.consume(4);
    if (field == 0) {
      endOfFrame();
      return;
    }
    byte[] block = bytes(field & Integer.MAX_VALUE, maxBlock);
    if ((flags & BLOCK_CHECKSUM) != 0) {
      checksum("block", XxHash32.hash(block, 0, block.length));
    }
    add(block, field < 0, (flags & INDEPENDENT) == 0);
    if ((flags & CONTENT_CHECKSUM) != 0) {
      hash.update(window, consumed, filled);
    }
  }

  private void endOfFrame() throws IOException {
    inFrame = false;
    if (contentSize >= 0 && contentSize != frameSize) {
      throw malformed("a frame of " + contentSize + " bytes has " + frameSize);
    }
    if ((flags & CONTENT_CHECKSUM) != 0) {
      checksum("content", hash.value());
    }
  }

  private void checksum(String part, int value) throws IOException {
    if (!in.has(4)) {
      throw malformed("the checksum is cut");
    }
    boolean right = (int) in.peekNumber(4) == value;
    in.consume(4);
    if (!right) {
      throw malformed("the checksum of the " + part + " is wrong");
    }
  }

  /** A legacy frame ends where the file ends or another frame starts. */
  private void legacyBlock() throws IOException {
    if (!in.has(4)) {
      inFrame = false;
      return;
    }
    long size = in.peekNumber(4);
    boolean next = size == MAGIC || size == LEGACY_MAGIC || (size & ~15) == SKIPPABLE_MAGIC;
    if (next || in.left() == 4) {
      inFrame = false; // a Linux kernel has its size there
      ended = !next;
      return;
    }
    in.consume(4);
    add(bytes(size, MAX_LEGACY_BYTES), false, false);
  }

  private byte[] bytes(long size, int max) throws IOException {
    if (size == 0 || size > max) {
      throw malformed("a block of " + size + " bytes");
    }
    if (size > in.left()) {
      throw malformed("a block is cut");
    }
    byte[] block = new byte[(int) size];
    if (in.readNBytes(block, 0, block.length) < block.length) {
      throw malformed("a block is cut");
    }
    return block;
  }

  /** Decodes a block after the bytes that it may refer to. */
  private void add(byte[] block, boolean stored, boolean linked) throws IOException {
    int kept = linked ? Math.min(HISTORY, filled) : 0;
    if (window.length < kept + maxBlock) {
      byte[] larger = new byte[(linked ? HISTORY : 0) + maxBlock];
      System.arraycopy(window, filled - kept, larger, 0, kept);
      window = larger;
    } else {
      System.arraycopy(window, filled - kept, window, 0, kept);
    }
    consumed = kept;
    filled = kept;
    if (stored) {
      System.arraycopy(block, 0, window, kept, block.length);
      filled += block.length;
    } else {
      Struct data = Struct.of("LZ4 block", block, in.position() - block.length, LITTLE);
      filled += Lz4.decode(data, window, kept, kept + maxBlock);
    }
    frameSize += filled - kept;
  }

  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

  private MalformedImageException malformed(String detail) {
    return new MalformedImageException("LZ4", in.position(), detail);
  }
}
