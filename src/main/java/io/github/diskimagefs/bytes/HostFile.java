package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * The file that holds an image, mapped into memory where its provider can, else read by position:
 * in cached blocks if it is on another file system than the default one.
 *
 * <p>An interrupt never closes it for other threads, nor for the interrupted one.
 */
public final class HostFile implements ByteSource {

  /** Opens the file; each call opens a new channel. */
  @FunctionalInterface
  public interface Opener {
    /** Opens the file for reading; returns a {@link FileChannel} if the provider has them. */
    SeekableByteChannel open() throws IOException;

    /** Throws if the file can be read no longer, although bytes of it may be held. */
    default void requireUsable() throws IOException {}

    /** Returns whether opening is cheap; zipfs, for example, extracts the whole file each time. */
    default boolean cheap() {
      return true;
    }

    /** Returns whether reads may have to be decoded by another image. */
    default boolean nested() {
      return false;
    }
  }

  /**
   * Maximum bytes of one read of a local channel, because the JDK keeps a buffer of that size for
   * each thread.
   */
  private static final int MAX_READ_BYTES = 512 << 10;

  /**
   * Minimum bytes of a positional read that is preferred to a mapping, whose pages must be loaded:
   * into memory outside the heap, and of compressed data. A read into the heap copies twice.
   */
  private static final int MIN_CHANNEL_READ_BYTES = 8 << 10;

  /** Reads before the first mapping, which takes as long as so many: probing needs fewer. */
  static final int READS_BEFORE_MAPPING = 256;

  private static final SoftReference<RecentBlocks> NONE = new SoftReference<>(null);

  private final String name;
  private final long size;
  private final boolean nested;
  private final HostChannel channel;
  private final MappedReader mapped;
  private final HostBlocks blocks;
  private int reads;

  /** Empty until the first read; the memory of many files is not held. */
  private volatile SoftReference<RecentBlocks> recent = NONE;

  /**
   * Opens a host file that is not read in blocks.
   *
   * @param name shown in messages
   * @param mapped whether the file may be mapped
   */
  public HostFile(String name, Opener opener, boolean mapped) throws IOException {
    this(name, opener, mapped, null);
  }

  /**
   * Opens a host file.
   *
   * @param name shown in messages
   * @param mapped whether the file may be mapped
   * @param cache holds the blocks of a file that is not local; null to read without blocks
   */
  HostFile(String name, Opener opener, boolean mapped, BlockCache cache) throws IOException {
    this.name = name;
    this.nested = opener.nested();
    this.channel = new HostChannel(name, opener);
    this.size = channel.size();
    this.mapped = mapped ? MappedReader.of(name, channel) : null;
    boolean inBlocks = cache != null && cache.enabled() && channel.remote();
    this.blocks = inBlocks ? new HostBlocks(size, cache, this::request) : null;
  }

  /**
   * Opens a file that is still written, and never mapped.
   *
   * @param size bytes that the file will have at most; a reader knows how many are there
   */
  HostFile(String name, Opener opener, long size) throws IOException {
    this.name = name;
    this.nested = opener.nested();
    this.channel = new HostChannel(name, opener, true);
    this.size = size;
    this.mapped = null;
    this.blocks = null;
  }

  /** Returns the file's name, for messages. */
  public String name() {
    return name;
  }

  /** Returns whether the file may be in another image, so that reads wait for its decoder. */
  public boolean nested() {
    return nested;
  }

  /** Returns whether reads wait for nothing but the local file system. */
  public boolean local() {
    return mapped != null && !nested;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (channel.isClosed()) {
      throw new ClosedChannelException();
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position >= size) {
      return -1;
    }
    int count = (int) Math.min(target.remaining(), size - position);
    if (blocks != null) {
      channel.requireUsable();
      return blocks.read(position, target, count);
    }
    int copied = readMemory(position, target, count);
    return copied > 0 ? copied : readChannel(position, target, Math.min(count, MAX_READ_BYTES));
  }

  /** Copies bytes from a block that was read before or a mapping; 0 if reading them costs less. */
  private int readMemory(long position, ByteBuffer target, int count) throws IOException {
    if (!memoryPays(target, count)) {
      return 0;
    }
    RecentBlocks recent = recent();
    if (recent.isWorn(position) && reads >= READS_BEFORE_MAPPING) {
      return mapped.read(position, target, count);
    }
    boolean small = count <= RecentBlocks.BLOCK_BYTES;
    int copied = small ? recent.copy(position, target, count) : 0;
    if (copied > 0) {
      return copied;
    }
    countRead();
    int uses = recent.use(position, Math.min(count, MAX_READ_BYTES));
    // A single read of a block is as cheap as can be; the next one says that more will come.
    return small && uses > 0 ? load(recent, position, target, count) : 0;
  }

  private static int load(RecentBlocks recent, long position, ByteBuffer target, int count) {
    try {
      return recent.load(position, target, count);
    } catch (IOException e) {
      return 0; // perhaps of another part of the block: the bytes asked for are read alone
    }
  }

  /** Two threads may make two, which does no harm. */
  private RecentBlocks recent() {
    RecentBlocks blocks = recent.get();
    if (blocks == null) {
      blocks = new RecentBlocks(size, this::request);
      recent = new SoftReference<>(blocks);
    }
    return blocks;
  }

  /**
   * Reads up to {@code max} bytes as {@link #read} does, but not through a mapping unless it is a
   * small read: threads that load pages of one process at once slow each other down, more than a
   * second copy does.
   */
  int readUnmapped(long position, ByteBuffer target, long max) throws IOException {
    int count = (int) Math.min(target.remaining(), Math.min(max, size - position));
    return blocks != null || mapped == null || count < MIN_CHANNEL_READ_BYTES
        ? read(position, target, (int) Math.min(max, Integer.MAX_VALUE))
        : readChannel(position, target, Math.min(count, MAX_READ_BYTES));
  }

  private int request(long position, ByteBuffer target) throws IOException {
    return readChannel(position, target, target.remaining());
  }

  @Override
  public int readStrided(long first, int stride, int piece, long offset, ByteBuffer target)
      throws IOException {
    if (channel.isClosed()) {
      throw new ClosedChannelException();
    }
    long begin = first + offset / piece * stride;
    int skipped = (int) (offset % piece);
    // Pages of a mapping that are needed for a few bytes each cost more than reading them.
    boolean dense = piece > stride / 2;
    if (dense && target.hasRemaining() && begin + skipped < size && mappingPays()) {
      int copied = mapped.readStrided(begin, stride, piece, skipped, target.remaining(), target);
      if (copied > 0) {
        return copied;
      }
    }
    return stride > StridedHostRead.MAX_READ_BYTES
        ? ByteSource.super.readStrided(first, stride, piece, offset, target)
        : new StridedHostRead(this, first, stride, piece).read(offset, target);
  }

  @Override
  public void prefetch(long position, long length) {
    if (blocks != null) {
      blocks.expect(position, length);
    }
  }

  /** Returns whether bytes may come from a held block or a mapping. */
  private boolean memoryPays(ByteBuffer target, int count) {
    return mapped != null && (count < MIN_CHANNEL_READ_BYTES || !target.isDirect());
  }

  private boolean mappingPays() {
    if (mapped == null) {
      return false;
    }
    countRead();
    return reads >= READS_BEFORE_MAPPING;
  }

  /** The counter races, which does no harm. */
  private void countRead() {
    if (reads < READS_BEFORE_MAPPING) {
      reads++;
    }
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    return new HostExtent(this, position, HostExtent.clip(this, position, length));
  }

  private int readChannel(long position, ByteBuffer target, int requested) throws IOException {
    int start = target.position();
    int limit = target.limit();
    target.limit(start + requested);
    try {
      Thread caller = Thread.currentThread();
      ByteBuffer[] copy = {null};
      int count =
          channel.use(
              c -> {
                if (Thread.currentThread() == caller) {
                  return readAt(c, position, target.position(start));
                }
                // The caller's buffer may be of an arena that is closed to other threads.
                copy[0] = ByteBuffer.allocate(target.limit() - start);
                return readAt(c, position, copy[0]);
              });
      if (copy[0] != null) {
        target.position(start).put(copy[0].flip());
      }
      if (count <= 0) {
        throw MappedReader.shrunk(name, position, size, null);
      }
      return count;
    } finally {
      target.limit(limit);
    }
  }

  /** Reads from a position on. An interrupted read may have filled the buffer, but is repeated. */
  private int readAt(SeekableByteChannel channel, long position, ByteBuffer target)
      throws IOException {
    try {
      return readOnce(channel, position, target);
    } catch (RuntimeException e) {
      if (nested) {
        throw new IOException(name + ": " + e, e); // other providers have exceptions of their own
      }
      throw e;
    }
  }

  private static int readOnce(SeekableByteChannel channel, long position, ByteBuffer target)
      throws IOException {
    if (channel instanceof FileChannel file) {
      return CallerChannel.read(file, position, target);
    }
    synchronized (channel) {
      return channel.position(position).read(target);
    }
  }

  /** Maps a part of a channel's file. */
  @FunctionalInterface
  public interface Mapper<T> {
    /** Maps from {@code offset} on, in bytes. */
    T map(FileChannel channel, long offset) throws IOException;
  }

  /**
   * Maps a part of the file.
   *
   * @throws UnsupportedOperationException if the file's provider cannot map
   */
  public MappedByteBuffer map(long offset, long length) throws IOException {
    return map(offset, (file, start) -> file.map(FileChannel.MapMode.READ_ONLY, start, length));
  }

  /**
   * Maps a part of the file by {@code mapper}, on this thread, because an arena may be closed to
   * other threads.
   */
  public <T> T map(long offset, Mapper<T> mapper) throws IOException {
    return channel.useHere(
        c -> {
          if (c instanceof FileChannel file) {
            return mapper.map(file, offset);
          }
          throw new UnsupportedOperationException("map: " + name);
        });
  }

  /**
   * Transfers a part of the file to {@code target} through a channel of the host.
   *
   * @return the number of bytes sent, 0 only if the target accepts none; -1 if the host has no
   *     channel that can transfer
   * @throws java.nio.channels.ClosedByInterruptException if this thread is interrupted, which
   *     leaves this file open
   */
  public long transferTo(long offset, long length, WritableByteChannel target) throws IOException {
    return channel.transfer(
        file -> {
          long count = file.transferTo(offset, length, target);
          if (count == 0 && file.size() <= offset) {
            throw MappedReader.shrunk(name, offset, size, null);
          }
          return count;
        });
  }

  /** Closes the host's channels until the next read, if they are cheap to reopen. */
  public void releaseHandles() throws IOException {
    recent = NONE;
    channel.releaseHandles();
  }

  @Override
  public void close() throws IOException {
    try {
      recent = NONE;
      channel.close();
    } finally {
      if (mapped != null) {
        mapped.close();
      }
      if (blocks != null) {
        blocks.close();
      }
    }
  }
}
