package io.github.diskimagefs.bench;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Opens an image and walks its tree once, as a tool does that is run on a disc. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OpenAndWalk {
  /** The image, seen from the bench folder. */
  @Param("../samples/hello.iso")
  public String image;

  /** Returns the number of entries, so that nothing is optimised away. */
  @Benchmark
  public long openAndWalk() throws IOException {
    try (FileSystem disc = FileSystems.newFileSystem(Path.of(image));
        Stream<Path> entries = Files.walk(disc.getPath("/"))) {
      return entries.count();
    }
  }
}
