package io.github.diskimagefs.codec;

import io.github.diskimagefs.bytes.HostExtent;
import java.io.Closeable;
import java.io.IOException;

/**
 * Chunks of raw DEFLATE data (RFC 1951) that are near each other in a local file: they are read at
 * once and decoded by one inflater. Small chunks cost more to read and to hand over than to decode.
 * For one thread at a time.
 */
public final class DeflateGroup implements Closeable {
  private final StoredData span;
  private final PackedInput data;
  private final RawInflater inflater;

  private DeflateGroup(StoredData span, PackedInput data) {
    this.span = span;
    this.data = data;
    this.inflater = RawInflater.take(data);
  }

  /**
   * Takes an inflater, which is given back when the group is closed. Until then its user waits for
   * nothing but the file that has the data.
   *
   * @param span the data of all chunks and the bytes between them
   * @return null if the data are too long or not in a local file
   */
  public static DeflateGroup of(StoredData span) throws IOException {
    HostExtent local = span.length() <= RawInflater.INPUT_BYTES ? span.local() : null;
    return local == null ? null : new DeflateGroup(span, new PackedInput(null, span, local));
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
