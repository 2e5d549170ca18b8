package io.github.diskimagefs.bytes;

import io.github.diskimagefs.options.HostBlockOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A file of a host that is not local: counts requests, and lets a test act on each. */
final class FarFile implements HostFile.Opener {
  final byte[] bytes;
  private final List<Request> requests = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private Action action = request -> {};
  private int maxOpen = Integer.MAX_VALUE;
  private int maxBytes = Integer.MAX_VALUE;
  private boolean cheap = true;

  /** A read of at most so many bytes from a position on. */
  record Request(long position, int length) {
    static Request of(long firstKib, long kib) {
      return new Request(firstKib << 10, (int) (kib << 10));
    }

    boolean covers(long offset) {
      return offset >= position && offset < position + length;
    }
  }

  /** Acts on a request before it is answered. */
  @FunctionalInterface
  interface Action {
    void on(Request request) throws IOException;
  }

  FarFile(int size) {
    bytes = new byte[size];
    new Random(3).nextBytes(bytes);
  }

  FarFile on(Action each) {
    action = each;
    return this;
  }

  /** Refuses further channels while so many are open. */
  FarFile maxOpen(int count) {
    maxOpen = count;
    return this;
  }

  /** Answers a request by at most so many bytes. */
  FarFile maxBytes(int count) {
    maxBytes = count;
    return this;
  }

  /** Makes each channel expensive to open, as one of a caller is. */
  FarFile expensive() {
    cheap = false;
    return this;
  }

  HostFile opened() throws IOException {
    return opened(HostBlockOptions.DEFAULTS);
  }

  HostFile opened(HostBlockOptions options) throws IOException {
    return opened(new BlockCache(options));
  }

  HostFile opened(BlockCache cache) throws IOException {
    return new HostFile("far", this, false, cache);
  }

  /** Returns the requests since the last call. */
  synchronized List<Request> requests() {
    List<Request> since = List.copyOf(requests);
    requests.clear();
    return since;
  }

  /** Returns how many channels are open. */
  int channels() {
    return open.get();
  }

  @Override
  public boolean nested() {
    return true;
  }

  @Override
  public boolean cheap() {
    return cheap;
  }

  @Override
  public SeekableByteChannel open() throws IOException {
    if (open.incrementAndGet() > maxOpen) {
      open.decrementAndGet();
      throw new IOException("too many open files");
    }
    return new Channel();
  }

  private final class Channel implements SeekableByteChannel {
    private long position;
    private boolean closed;

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
      Request request =
          new Request(position, (int) Math.min(target.remaining(), bytes.length - position));
      synchronized (FarFile.this) {
        requests.add(request);
      }
      action.on(request);
      int count = Math.min(maxBytes, request.length);
      target.put(bytes, (int) position, count);
      position += count;
      return count;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      position = newPosition;
      return this;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
      throw new NonWritableChannelException();
    }
  }
}
