package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Decoded bytes in pieces. In a small heap an array of half a region and more has regions to
 * itself: a MiB and its header take two MiB.
 */
public final class Chunk {
  private static final int PIECE = 64 << 10;

  private final byte[][] pieces;
  private final int size;

  private Chunk(byte[][] pieces, int size) {
    this.pieces = pieces;
    this.size = size;
  }

  /** A chunk to be filled. */
  public static Chunk allocate(int size) {
    byte[][] pieces = new byte[(size + PIECE - 1) / PIECE][];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = new byte[Math.min(PIECE, size - i * PIECE)];
    }
    return new Chunk(pieces, size);
  }

  /** One array, which nobody may change any more. */
  static Chunk of(byte[] bytes) {
    return new Chunk(new byte[][] {bytes}, bytes.length);
  }

  /** The array of a chunk that was made of one. */
  byte[] array() {
    return pieces[0];
  }

  /** In bytes. */
  public int size() {
    return size;
  }

  /** Copies from a place on, as much as there is and the target has room for; says how much. */
  public int copy(int from, ByteBuffer target) {
    int count = Math.min(size - from, target.remaining());
    for (int done = 0; done < count; ) {
      byte[] piece = piece(from + done);
      int within = pieces.length == 1 ? from : (from + done) % PIECE;
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
      byte[] piece = piece(from + done);
      int within = pieces.length == 1 ? from : (from + done) % PIECE;
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

  private byte[] piece(int at) {
    return pieces.length == 1 ? pieces[0] : pieces[at / PIECE];
  }
}
