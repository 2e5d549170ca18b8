package io.github.diskimagefs.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A large file mapped, and a byte of each page looked at. */
public class Mapped extends Measured {
  private static final int PAGE = 4096;

  private FileSystem fs;

  /** Mounts. */
  @Setup
  public void mount() throws IOException {
    fs = mount("big.iso", Map.of());
  }

  /** Unmounts. */
  @TearDown
  public void unmount() throws IOException {
    fs.close();
  }

  /** Maps. */
  @Benchmark
  public long map() throws IOException {
    boolean ours = contender.equals("diskimagefs");
    Path file = ours ? fs.getPath("/huge.bin") : file("big.iso");
    long sum = 0;
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      for (int offset = 0; offset < map.limit(); offset += PAGE) {
        sum += map.get(offset);
      }
    }
    return sum;
  }
}
