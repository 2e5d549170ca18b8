package io.github.diskimagefs.codec;

import io.github.diskimagefs.UnsupportedImageException;
import java.io.UncheckedIOException;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;

/**
 * The arrays of one decoder of XZ for Java, accounted in its share of the memory for dictionaries.
 * If there is no memory, an {@link UncheckedIOException} passes through the library.
 */
final class DictionaryArrays extends ArrayCache {
  /** Buffers that do not depend on the dictionary are of this size or smaller. */
  private static final int MAX_UNCOUNTED_BYTES = 64 << 10;

  private final ArrayCache arrays = BasicArrayCache.getInstance();
  private final DictionaryMemory.Share share;
  private long others;
  private long used;

  DictionaryArrays(DictionaryMemory.Share share) {
    this.share = share;
  }

  /** Takes so many bytes in addition to the next array, for what the caller allocates. */
  void add(long bytes) {
    others = bytes;
  }

  /** Makes the share large enough for the arrays in use and the additional bytes. */
  void require() throws UnsupportedImageException {
    share.require(used + others);
  }

  /** Returns the memory of all arrays. */
  void release() {
    used = 0;
    others = 0;
    share.close();
  }

  @Override
  public byte[] getByteArray(int size, boolean fillWithZeros) {
    if (size > MAX_UNCOUNTED_BYTES) {
      try {
        used += size;
        require();
      } catch (UnsupportedImageException e) {
        used -= size;
        throw new UncheckedIOException(e);
      }
    }
    return arrays.getByteArray(size, fillWithZeros);
  }

  @Override
  public void putArray(byte[] array) {
    if (array.length > MAX_UNCOUNTED_BYTES) {
      used -= array.length;
    }
    arrays.putArray(array);
  }

  @Override
  public int[] getIntArray(int size, boolean fillWithZeros) {
    return arrays.getIntArray(size, fillWithZeros);
  }

  @Override
  public void putArray(int[] array) {
    arrays.putArray(array);
  }
}
