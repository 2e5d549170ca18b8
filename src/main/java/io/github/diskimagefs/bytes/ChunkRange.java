package io.github.diskimagefs.bytes;

/**
 * The numbers of a source's chunks among those of a volume. Chunks with numbers of a volume outlive
 * the source, so that a later reader of the same file finds them.
 *
 * @param chunks of the source, or of all files of a volume
 * @param first number of the source's chunk 0
 * @param own whether no other source has these chunks
 */
public record ChunkRange(CachedChunks chunks, long first, boolean own) {

  /** Returns the numbers of a source that shares its chunks with no other. */
  public static ChunkRange own(ChunkCache cache) {
    return new ChunkRange(new CachedChunks(cache), 0, true);
  }

  /** Returns numbers that are those of one file of a volume. */
  public static ChunkRange shared(CachedChunks chunks, long first) {
    return new ChunkRange(chunks, first, false);
  }
}
