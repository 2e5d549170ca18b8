package io.github.diskimagefs.codec;

import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;

/** Stream of a decoder of XZ for Java, whose dictionary is accounted until it is closed. */
final class AccountedStream extends GuardedStream {
  private final DictionaryArrays arrays;

  /** Opens a decoder that takes its arrays from a cache. */
  @FunctionalInterface
  interface ArraysOpener {
    /**
     * Opens the stream of decoded bytes.
     *
     * @param limit in KiB, of the memory that decoding may take
     */
    InputStream open(InputStream in, int limit, ArrayCache arrays) throws IOException;
  }

  private AccountedStream(String codec, InputStream in, Opener opener, DictionaryArrays arrays)
      throws IOException {
    super(codec, in, opener);
    this.arrays = arrays;
  }

  /**
   * Opens a decoder.
   *
   * @param memory bytes that decoding may take
   */
  static InputStream open(
      String codec, InputStream in, long memory, DictionaryMemory.Share share, ArraysOpener opener)
      throws IOException {
    int limit = (int) Math.min(Integer.MAX_VALUE, memory >> 10);
    DictionaryArrays arrays = new DictionaryArrays(share);
    AccountedStream stream = null;
    try {
      stream = new AccountedStream(codec, in, bytes -> opener.open(bytes, limit, arrays), arrays);
      return stream;
    } finally {
      if (stream == null) {
        arrays.release();
      }
    }
  }

  @Override
  IOException translated(String name, IOException e) {
    if (e instanceof MemoryLimitException) {
      return new UnsupportedImageException(name + " that needs more memory than there is", e);
    }
    if (e instanceof UnsupportedImageException) {
      return e;
    }
    return e instanceof UnsupportedOptionsException
        ? new UnsupportedImageException(name + " with a filter or dictionary that is not read", e)
        : super.translated(name, e);
  }

  @Override
  IOException translated(String name, RuntimeException e) {
    return e instanceof UncheckedIOException unchecked
        ? unchecked.getCause()
        : super.translated(name, e);
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      arrays.release();
    }
  }
}
