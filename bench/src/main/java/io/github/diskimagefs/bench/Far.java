package io.github.diskimagefs.bench;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;

/** Opening and walking an image on a host that takes a millisecond for each request. */
public class Far extends Measured {
  private static final long LATENCY = TimeUnit.MILLISECONDS.toNanos(1);

  /** Opens, walks with attributes, and closes. */
  @Benchmark
  public long walk() throws IOException {
    Map<String, ?> env = contender.contains("without cache") ? Map.of("hostCacheBytes", 0) : Map.of();
    long sum = 0;
    try (FileSystem image = DiskImages.open(new Slow(file("many.iso")), "many.iso", env);
        Stream<Path> paths = Files.walk(image.getPath("/"))) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        sum += Files.readAttributes(path, BasicFileAttributes.class).size();
      }
    }
    return sum;
  }

  /** A channel whose reads are requests with a latency. */
  private static final class Slow implements SeekableByteChannel {
    private final FileChannel file;

    Slow(Path path) throws IOException {
      file = FileChannel.open(path);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      RequestProfiler.REQUESTS.increment();
      long end = System.nanoTime() + LATENCY;
      for (long left = LATENCY; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return file.read(target);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }
  }
}
