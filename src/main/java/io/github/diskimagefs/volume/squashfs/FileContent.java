package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.EqualSegments;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Content of a file: its data blocks, then, if the last one is not whole, a part of a fragment
 * block that it shares with other files. Blocks that are not compressed are bytes of the image.
 */
final class FileContent extends EqualSegments {
  /** Segments that one call looks at to decode ahead. */
  private static final int MAX_PREFETCHED = 1024;

  private final DataBlocks data;
  private final FragmentTable fragments;
  private final SquashfsInode file;
  private final BlockList blocks;
  private final boolean encoded;
  private volatile StoredBlock fragment;

  /**
   * Creates the content.
   *
   * @param encoded whether blocks are compressed, unless they do not shrink
   */
  FileContent(
      DataBlocks data,
      FragmentTable fragments,
      SquashfsInode file,
      BlockList blocks,
      boolean encoded) {
    super(file.size(), data.blockSize());
    this.data = data;
    this.fragments = fragments;
    this.file = file;
    this.blocks = blocks;
    this.encoded = encoded;
  }

  private int length(long segment) {
    return (int) Math.min(data.blockSize(), size() - segment * data.blockSize());
  }

  private boolean inFragment(long segment) {
    return segment == blocks.count();
  }

  private StoredBlock block(long segment) throws IOException {
    if (!inFragment(segment)) {
      return blocks.block(segment, length(segment));
    }
    StoredBlock block = fragment;
    if (block == null) {
      block = fragments.block(file.fragment());
      fragment = block;
    }
    return block;
  }

  /** Returns the offset in its block of a segment's first byte. */
  private int start(long segment) {
    return inFragment(segment) ? file.offset() : 0;
  }

  @Override
  protected ByteSource stored(long segment, long position) throws IOException {
    StoredBlock block = block(segment);
    if (block.compressed() || block.hole()) {
      return null;
    }
    data.check(block);
    if (start(segment) > block.size() - length(segment)
        || (block.size() != length(segment) && !inFragment(segment))) {
      throw tooShort(segment, block, block.size());
    }
    return data.image().slice(block.offset() + start(segment), length(segment));
  }

  @Override
  protected boolean isHole(long segment) throws IOException {
    return block(segment).hole();
  }

  @Override
  protected long storedOffset(long segment, long position) {
    return within(position);
  }

  @Override
  protected int compute(long segment, long position, ByteBuffer target) throws IOException {
    StoredBlock block = block(segment);
    if (block.hole()) {
      return super.compute(segment, position, target);
    }
    int within = (int) within(position);
    return data.read(block, decoded -> copy(segment, block, decoded, within, target));
  }

  private int copy(long segment, StoredBlock block, byte[] decoded, int within, ByteBuffer target)
      throws MalformedImageException {
    int length = length(segment);
    if (start(segment) > decoded.length - length
        || (decoded.length != length && !inFragment(segment))) {
      throw tooShort(segment, block, decoded.length);
    }
    int count = Math.min(target.remaining(), length - within);
    target.put(decoded, start(segment) + within, count);
    return count;
  }

  private MalformedImageException tooShort(long segment, StoredBlock block, int found) {
    return new MalformedImageException(
        inFragment(segment) ? "SquashFS fragment block" : "SquashFS data block",
        block.offset(),
        length(segment) + " bytes from byte " + start(segment),
        found + " bytes");
  }

  /** Checks the place of the last block, and so the list of all. */
  @Override
  public void requireWhole() throws IOException {
    if (size() == 0) {
      return;
    }
    long last = (size() - 1) / data.blockSize();
    StoredBlock block = block(last);
    data.check(block);
    if (start(last) > block.length() - length(last)) {
      throw tooShort(last, block, block.length());
    }
  }

  @Override
  public boolean isEncoded() {
    return encoded || data.image().isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    long end = position + Math.min(length, Math.max(0, size() - position));
    long budget = data.prefetchBytes();
    boolean room = true;
    try {
      for (int i = 0; room && position < end && i < MAX_PREFETCHED; i++) {
        long segment = segment(position);
        StoredBlock block = block(segment);
        long left = Math.min(remaining(segment, position), end - position);
        if (!block.compressed()) {
          data.image().prefetch(block.offset() + start(segment) + within(position), left);
        } else if (!block.hole() && budget >= block.length()) {
          budget -= block.length();
          room = data.expect(block);
        }
        position += left;
      }
    } catch (IOException e) {
      // The reader gets the error.
    }
  }
}
