package io.github.diskimagefs.bench;

import com.github.stephenc.javaisotools.loopfs.iso9660.Iso9660FileEntry;
import com.github.stephenc.javaisotools.loopfs.iso9660.Iso9660FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One large file, first byte to last, into a buffer of 256 KiB. */
@State(Scope.Benchmark)
public class Sequential extends Measured {
  private final byte[] array = new byte[1 << 18];
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
  private FileSystem fs;

  /** Mounts. */
  @Setup
  public void mount() throws IOException {
    if (contender.startsWith("diskimagefs")) {
      fs = mount(contender.contains("2352") ? "big.cue" : "big.iso", Map.of());
    }
  }

  /** Unmounts. */
  @TearDown
  public void unmount() throws IOException {
    if (fs != null) {
      fs.close();
    }
  }

  /** Reads all of it. */
  @Benchmark
  public long read() throws IOException {
    return switch (contender) {
      case "FileChannel on the image" -> channel(file("big.iso"));
      case "InputStream on the image" -> stream(file("big.iso"));
      case "diskimagefs channel" -> channel(fs.getPath("/huge.bin"));
      case "diskimagefs stream", "diskimagefs 2352 stream" -> stream(fs.getPath("/huge.bin"));
      case "diskimagefs 2352 channel" -> channel(fs.getPath("/huge.bin"));
      case "loop-fs" -> loopFs();
      default -> throw unknown();
    };
  }

  private long channel(Path file) throws IOException {
    long sum = 0;
    try (SeekableByteChannel in = FileChannel.open(file)) {
      for (int count = in.read(buffer.clear()); count >= 0; count = in.read(buffer.clear())) {
        sum += count;
      }
    }
    return sum;
  }

  private long stream(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return drain(in);
    }
  }

  private long drain(InputStream in) throws IOException {
    long sum = 0;
    for (int count = in.read(array); count >= 0; count = in.read(array)) {
      sum += count;
    }
    return sum;
  }

  private long loopFs() throws IOException {
    long sum = 0;
    try (Iso9660FileSystem image = new Iso9660FileSystem(file("big.iso").toFile(), true)) {
      for (Iso9660FileEntry entry : image) {
        if (!entry.isDirectory()) {
          try (InputStream in = image.getInputStream(entry)) {
            sum += drain(in);
          }
        }
      }
    }
    return sum;
  }
}
