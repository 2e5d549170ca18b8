package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;

/**
 * The bytes of a stream, kept in a temporary file as far as they were asked for. One thread unpacks
 * at a time, without a lock; the others wait until the bytes that they need are there.
 *
 * <p>If the size is not known, asking for it unpacks everything; {@link #holds}, {@link #clip} and
 * {@link #tail} unpack no more than they need. A stream that breaks off has one byte more than
 * could be unpacked; reading past these throws the reason.
 */
public final class SpooledSource implements ByteSource {
  private static final int STEP_BYTES = 256 << 10;

  /** Bytes of the host's file system that are left to others. */
  private static final long MIN_FREE_BYTES = 32L << 20;

  private static final long BYTES_BETWEEN_CHECKS = 16L << 20;

  /** By which a remainder of the size is divided: gzip records the low 32 bits. */
  private static final long MODULUS = 1L << 32;

  /** Opens the stream of decoded bytes. */
  @FunctionalInterface
  public interface Opener {
    /** Opens the stream. */
    InputStream open() throws IOException;
  }

  private final String name;
  private final TemporaryStorage storage;
  private final long declared;
  private final long remainder;
  private final HostFiles.Temporary file;
  private final InputStream stream;
  private final HostFile growing;
  private final Object lock = new Object();
  private volatile long available;
  private volatile boolean ended;
  private volatile HostFile whole;
  private volatile Exception failure;
  private volatile boolean closed;
  private boolean busy;
  private byte[] step = new byte[STEP_BYTES];
  private long nextCheck;

  /**
   * Creates a source.
   *
   * @param declared bytes of the stream, -1 if unknown
   * @param remainder what the size modulo 2^32 probably is, -1 if unknown
   */
  SpooledSource(String name, Opener opener, long declared, long remainder, TemporaryStorage storage)
      throws IOException {
    this.name = name;
    this.storage = storage;
    this.declared = declared;
    this.remainder = remainder;
    if (declared > storage.maxBytes()) {
      throw tooLarge(declared + " bytes");
    }
    file = HostFiles.temporary();
    InputStream opened = null;
    HostFile host = null;
    try {
      if (declared > file.usableSpace()) {
        throw noSpace();
      }
      opened = opener.open();
      host = file.open(Long.MAX_VALUE);
    } finally {
      if (host == null) {
        file.close();
        if (opened != null) {
          opened.close();
        }
      }
    }
    stream = opened;
    growing = host;
  }

  private IOException tooLarge(String size) {
    return new IOException(
        name
            + ": the unpacked image has "
            + size
            + "; the option unpackBytes allows "
            + storage.maxBytes()
            + " bytes");
  }

  private IOException noSpace() {
    return new IOException(
        name + ": there is not enough free space for the unpacked image in " + file);
  }

  @Override
  public long size() {
    if (declared >= 0) {
      return declared;
    }
    unpack(Long.MAX_VALUE);
    return end();
  }

  /** Returns the size of a stream that has ended. */
  private long end() {
    return failure == null ? available : available + 1;
  }

  @Override
  public boolean sizeKnown() {
    return declared >= 0 || ended;
  }

  @Override
  public boolean isSequential() {
    return !ended;
  }

  @Override
  public boolean likelyEndsWithin(long position, long length) {
    if (sizeKnown()) {
      return size() < position + length;
    }
    return remainder < 0 || Math.floorMod(remainder - position, MODULUS) < length;
  }

  @Override
  public long sizeLimit() {
    return sizeKnown() ? size() : storage.maxBytes();
  }

  @Override
  public long clip(long position, long max) {
    if (declared < 0) {
      unpack(position > Long.MAX_VALUE - max ? Long.MAX_VALUE : position + max);
    }
    if (declared < 0 && failedForHost()) {
      return max; // a read says why there are no more
    }
    long known = declared >= 0 ? declared : ended ? end() : available;
    return Math.min(max, Math.max(0, known - position));
  }

  /** Returns the number of bytes that were unpacked so far. */
  public long available() {
    return available;
  }

  /**
   * Unpacks everything.
   *
   * @throws IOException if that fails
   */
  public void unpackAll() throws IOException {
    unpack(Long.MAX_VALUE);
    throwFailure();
  }

  /**
   * Throws if the host rather than the stream is why no more could be unpacked: the bound is
   * passed, or there is no space.
   */
  public void requireStorage() throws IOException {
    if (failedForHost()) {
      throwFailure();
    }
  }

  private boolean failedForHost() {
    return failure != null && !(failure instanceof MalformedImageException);
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    if (declared >= 0 && position >= declared) {
      return -1;
    }
    long end =
        position > Long.MAX_VALUE - target.remaining() ? position : position + target.remaining();
    unpack(end);
    if (position >= available) {
      throwFailure();
      return -1;
    }
    HostFile complete = whole;
    if (complete != null) {
      return complete.read(position, target);
    }
    return growing.read(position, target, (int) Math.min(target.remaining(), available - position));
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    if (declared < 0 && position >= 0 && length > 0) {
      unpack(position == Long.MAX_VALUE ? position : position + 1);
      if (position >= available) {
        throwFailure();
      } else {
        return HostExtent.computed(Math.min(length, available - position));
      }
    }
    return HostExtent.computed(HostExtent.clip(this, position, length));
  }

  private void throwFailure() throws IOException {
    Exception cause = failure;
    if (cause instanceof MalformedImageException e) {
      throw new MalformedImageException(name, available, String.valueOf(e.getMessage()), e);
    }
    if (cause != null) {
      throw new IOException(String.valueOf(cause.getMessage()), cause);
    }
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  /** Unpacks until so many bytes are there or the stream has ended. */
  private void unpack(long end) {
    boolean interrupted = false;
    while (available < end && !ended) {
      boolean mine = false;
      synchronized (lock) {
        if (busy) {
          try {
            lock.wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        } else if (!ended && available < end) {
          busy = true;
          mine = true;
        }
      }
      if (mine) {
        step();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Unpacks a part. An interrupt of this thread waits meanwhile, because other threads need the
   * part too.
   */
  private void step() {
    boolean interrupted = Thread.interrupted();
    long before = available;
    try {
      unpackPart();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    // The listener may read or close this source, so it is called when no part is in work.
    if (available > before) {
      storage.listener().unpacked(name, available, declared);
    }
  }

  private void unpackPart() {
    Exception error = null;
    HostFile complete = null;
    long next = available;
    boolean last = true;
    try {
      int count = 0;
      int read = 0;
      try {
        while (!closed && count < step.length && read >= 0) {
          count += Math.max(0, read);
          read = stream.read(step, count, step.length - count);
        }
        last = read < 0 || closed;
      } finally {
        next = add(next, count);
      }
      if (last && !closed) {
        complete = end(next);
      }
    } catch (IOException | RuntimeException e) {
      error = e;
      last = true;
    } catch (OutOfMemoryError e) {
      error = new IOException(name + ": not enough memory to unpack", e);
      last = true;
    } catch (Error e) {
      // The stream is at an unknown position.
      error = new IOException(name + ": unpacking failed: " + e, e);
      last = true;
      throw e;
    } finally {
      if (error != null) {
        closeStream(); // it may hold much memory, and is not read again
      }
      synchronized (lock) {
        available = next;
        failure = error;
        whole = complete;
        ended = last;
        busy = false;
        lock.notifyAll();
      }
    }
    if (last) {
      step = null;
    }
  }

  private long add(long start, int count) throws IOException {
    long next = start + count;
    if (next > storage.maxBytes()) {
      throw tooLarge("more bytes");
    }
    if (next > nextCheck) {
      if (file.usableSpace() < MIN_FREE_BYTES) {
        throw noSpace();
      }
      nextCheck = next + BYTES_BETWEEN_CHECKS;
    }
    file.write(start, step, count);
    return next;
  }

  private void closeStream() {
    try {
      stream.close();
    } catch (IOException e) {
      // No more bytes are read.
    }
  }

  private HostFile end(long size) throws IOException {
    closeStream();
    if (declared >= 0 && declared != size) {
      throw new MalformedImageException(name, size, declared + " bytes unpacked", size + " bytes");
    }
    return reopened();
  }

  /** Opens the complete file, even if this thread is interrupted meanwhile. */
  private HostFile reopened() throws IOException {
    try {
      return file.open(-1);
    } catch (ClosedByInterruptException e) {
      return Uninterruptibly.call(() -> file.open(-1));
    }
  }

  /** Deletes the temporary file. */
  @Override
  public void close() throws IOException {
    HostFile complete;
    boolean interrupted = false;
    synchronized (lock) {
      closed = true;
      while (busy) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      ended = true;
      complete = whole;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try (file;
        stream;
        growing;
        complete) {
      // The order is that of the declarations, last first.
    }
  }
}
