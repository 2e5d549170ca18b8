package io.github.diskimagefs.bytes;

/**
 * A channel of a file in an image that this library has open. Its reads need no {@link BlockCache}:
 * that of the outer image holds the blocks, and {@link ChunkCache} the decoded bytes. Positional
 * reads run concurrently.
 */
public interface EmbeddedChannel {}
