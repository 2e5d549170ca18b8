package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Deque;

/**
 * Decoded bytes in pieces. Small ones are held and let go one by one, and in a small heap an array
 * of half a region and more would have regions to itself.
 */
public final class Chunk {
  /** Bytes of each piece but the last. */
  public static final int PIECE = 32 << 10;

  private final byte[][] pieces;
  private final int size;

  private Chunk(byte[][] pieces, int size) {
    this.pieces = pieces;
    this.size = size;
  }

  /** A chunk to be filled, of arrays that are to spare as long as there are any. */
  static Chunk allocate(int size, Deque<byte[]> spare) {
    byte[][] pieces = new byte[(size + PIECE - 1) / PIECE][];
    for (int i = 0; i < pieces.length; i++) {
      int length = Math.min(PIECE, size - i * PIECE);
      byte[] used = length == PIECE ? spare.pollLast() : null;
      pieces[i] = used == null ? new byte[length] : used;
    }
    return new Chunk(pieces, size);
  }

  /** In bytes. */
  public int size() {
    return size;
  }

  /** How many pieces. */
  int pieces() {
    return pieces.length;
  }

  byte[] piece(int index) {
    return pieces[index];
  }

  /** Copies from a place on, as much as there is and the target has room for; says how much. */
  public int copy(int from, ByteBuffer target) {
    int count = Math.min(size - from, target.remaining());
    for (int done = 0; done < count; ) {
      byte[] piece = pieces[(from + done) / PIECE];
      int within = (from + done) % PIECE;
      int part = Math.min(piece.length - within, count - done);
      target.put(piece, within, part);
      done += part;
    }
    return count;
  }

  /** Fills in what the source has left, at most to the end; says how much that is. */
  public int fill(int from, ByteBuffer source) {
    int count = Math.min(size - from, source.remaining());
    for (int done = 0; done < count; ) {
      byte[] piece = pieces[(from + done) / PIECE];
      int within = (from + done) % PIECE;
      int part = Math.min(piece.length - within, count - done);
      source.get(piece, within, part);
      done += part;
    }
    return count;
  }

  /** Fills in what a stream gives, to the end of either; says how much that is. */
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
