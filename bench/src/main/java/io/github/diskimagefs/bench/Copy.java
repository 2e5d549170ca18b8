package io.github.diskimagefs.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One large file out of the image to disk. */
public class Copy extends Measured {
  private FileSystem fs;

  /** Mounts. */
  @Setup
  public void mount() throws IOException {
    fs = mount("big.iso", Map.of());
  }

  /** Unmounts and removes the copy. */
  @TearDown
  public void unmount() throws IOException {
    fs.close();
    Files.deleteIfExists(file("copy.bin"));
  }

  /** Copies. */
  @Benchmark
  public long copy() throws IOException {
    Path target = file("copy.bin");
    switch (contender) {
      case "transferTo of the host" -> transfer(file("big.iso"), target);
      case "diskimagefs transferTo" -> transfer(fs.getPath("/huge.bin"), target);
      case "diskimagefs Files.copy" ->
          Files.copy(fs.getPath("/huge.bin"), target, StandardCopyOption.REPLACE_EXISTING);
      default -> throw unknown();
    }
    return Files.size(target);
  }

  private static void transfer(Path from, Path to) throws IOException {
    Files.deleteIfExists(to);
    try (FileChannel in = FileChannel.open(from);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long size = in.size();
      for (long offset = 0; offset < size; ) {
        offset += in.transferTo(offset, size - offset, out);
      }
    }
  }
}
