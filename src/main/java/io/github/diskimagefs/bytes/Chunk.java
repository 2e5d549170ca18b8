package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Decoded bytes, stored in pieces of 32 KiB: the cache evicts them one by one, and they stay below
 * G1's threshold for humongous objects.
 */
public final class Chunk {
  /** Reads the bytes of a decoded chunk. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads bytes.
     *
     * @param chunk not to be changed, nor used after the call
     * @return a number, usually of the bytes read
     */
    int read(byte[] chunk) throws IOException;
  }

  /** Bytes of each piece but the last. */
  public static final int PIECE = 32 << 10;

  private final byte[][] pieces;
  private final int size;

  private Chunk(byte[][] pieces, int size) {
    this.pieces = pieces;
    this.size = size;
  }

  /** Creates a chunk to be filled, of spare arrays as far as there are any. */
  static Chunk allocate(int size, SpareArrays spare) {
    byte[][] pieces = new byte[(size + PIECE - 1) / PIECE][];
    for (int i = 0; i < pieces.length; i++) {
      int length = Math.min(PIECE, size - i * PIECE);
      byte[] used = spare.take(length);
      pieces[i] = used == null ? new byte[length] : used;
    }
    return new Chunk(pieces, size);
  }

  /** Returns the number of bytes. */
  public int size() {
    return size;
  }

  /** Returns the number of pieces. */
  int pieces() {
    return pieces.length;
  }

  byte[] piece(int index) {
    return pieces[index];
  }

  /**
   * Copies bytes from {@code offset} on, as many as the target has room for; returns their number.
   */
  public int copy(int offset, ByteBuffer target) {
    int count = Math.min(size - offset, target.remaining());
    for (int done = 0; done < count; ) {
      byte[] piece = pieces[(offset + done) / PIECE];
      int within = (offset + done) % PIECE;
      int part = Math.min(piece.length - within, count - done);
      target.put(piece, within, part);
      done += part;
    }
    return count;
  }

  /**
   * Stores the remaining bytes of a buffer from {@code offset} on, at most up to the end of the
   * chunk; returns their number.
   */
  public int fill(int offset, ByteBuffer source) {
    int count = Math.min(size - offset, source.remaining());
    for (int done = 0; done < count; ) {
      byte[] piece = pieces[(offset + done) / PIECE];
      int within = (offset + done) % PIECE;
      int part = Math.min(piece.length - within, count - done);
      source.get(piece, within, part);
      done += part;
    }
    return count;
  }

  /**
   * Stores the bytes of a stream up to the end of the stream or the chunk; returns their number.
   */
  public int fill(InputStream source) throws IOException {
    int total = 0;
    for (byte[] piece : pieces) {
      int count = source.readNBytes(piece, 0, piece.length);
      total += count;
      if (count < piece.length) {
        break;
      }
    }
    return total;
  }
}
