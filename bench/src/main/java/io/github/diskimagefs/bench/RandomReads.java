package io.github.diskimagefs.bench;

import com.github.stephenc.javaisotools.loopfs.iso9660.Iso9660FileEntry;
import com.github.stephenc.javaisotools.loopfs.iso9660.Iso9660FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** 4 KiB from anywhere in a large file. */
public class RandomReads extends Measured {
  private static final int LENGTH = 4096;

  private FileSystem fs;
  private FileChannel channel;
  private ByteBuffer map;
  private Iso9660FileSystem loopFs;
  private Iso9660FileEntry entry;
  private long size;

  /** A thread's own buffer. */
  @State(Scope.Thread)
  public static class Buffer {
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH);
    private final byte[] array = new byte[LENGTH];
  }

  /** Opens the file. */
  @Setup
  public void open() throws IOException {
    switch (contender) {
      case "FileChannel on the image" -> channel = FileChannel.open(file("big.iso"));
      case "map of the image" -> {
        channel = FileChannel.open(file("big.iso"));
        long length = Math.min(channel.size(), Integer.MAX_VALUE);
        map = channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
      }
      case "FileChannel on the raw disk" -> {
        channel = FileChannel.open(file("disk.img"));
        size = Math.min(channel.size(), 8 << 20); // as much as a file in it has
      }
      case "diskimagefs" -> inside("big.iso", "/huge.bin", Map.of());
      case "diskimagefs dmg" -> inside("udzo.dmg", "/part1.bin", Map.of("view", "hfsplus"));
      case "diskimagefs squashfs" -> inside("disk.squashfs", "/part1.bin", Map.of());
      case "loop-fs" -> {
        loopFs = new Iso9660FileSystem(file("big.iso").toFile(), true);
        for (Iso9660FileEntry candidate : loopFs) {
          entry = candidate.isDirectory() ? entry : candidate;
        }
        size = entry.getSize();
      }
      default -> throw unknown();
    }
    if (size == 0) {
      size = channel.size();
    }
  }

  private void inside(String image, String name, Map<String, ?> env) throws IOException {
    fs = mount(image, env);
    channel = FileChannel.open(fs.getPath(name));
  }

  /** Closes it. */
  @TearDown
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
    if (fs != null) {
      fs.close();
    }
    if (loopFs != null) {
      loopFs.close();
    }
  }

  /** One read. */
  @Benchmark
  public int read(Buffer buffer) throws IOException {
    long position = ThreadLocalRandom.current().nextLong((size - LENGTH) / 512) * 512;
    if (map != null) {
      buffer.bytes.put(0, map, (int) position, LENGTH);
      return LENGTH;
    }
    if (entry != null) {
      try (InputStream in = loopFs.getInputStream(entry)) {
        in.skip(position);
        return in.readNBytes(buffer.array, 0, LENGTH);
      }
    }
    return channel.read(buffer.bytes.clear(), position);
  }
}
