package io.github.diskimagefs.codec;

import java.io.Closeable;
import java.io.IOException;

/**
 * Chunks of raw DEFLATE data (RFC 1951) that an image stores near each other: they are read at once
 * and decoded by one inflater. Small chunks cost more to read and to hand over than to decode. For
 * one thread at a time.
 */
public final class DeflateGroup implements Closeable {
  /** Maximum length of the stored data of all chunks. */
  public static final int MAX_BYTES = RawInflater.INPUT_BYTES;

  private final StoredData span;
  private final PackedInput data;
  private final RawInflater inflater;

  /**
   * Takes an inflater, which is given back when this is closed.
   *
   * @param span the data of all chunks and the bytes between them; at most {@link #MAX_BYTES}
   */
  public DeflateGroup(StoredData span) throws IOException {
    this.span = span;
    this.data = PackedInput.of(span);
    this.inflater = RawInflater.take(data);
  }

  /**
   * Decodes a chunk into a part of an array. Bytes after the end of the compressed data are
   * ignored.
   *
   * @param chunk its data, in the span
   * @param target receives the decoded bytes
   * @param start where they start in {@code target}
   * @param length their number; the chunk may have more
   * @throws io.github.diskimagefs.MalformedImageException if the data are damaged, give fewer bytes
   *     or are outside of the span
   */
  public void decode(StoredData chunk, byte[] target, int start, int length) throws IOException {
    long offset = chunk.position() - span.position();
    if (offset < 0 || offset > span.length() - chunk.length()) {
      throw data.malformed("%s is not near the others", chunk.name());
    }
    PackedInput part = data.part(chunk, (int) offset);
    inflater.go(part, (int) offset);
    Deflate.decode(part, inflater, target, start, length);
  }

  @Override
  public void close() {
    inflater.giveBack();
  }
}
