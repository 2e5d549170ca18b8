package io.github.diskimagefs.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What every benchmark knows: where the data lie and which contender it measures. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class Measured {
  /** The folder of the data. */
  @Param("target/data-short")
  public String data;

  /** Who is measured. */
  @Param("diskimagefs")
  public String contender;

  final Path file(String name) {
    return Path.of(data).resolve(name);
  }

  /** A file system over an image or an archive, by the provider that says it is its. */
  final FileSystem mount(String name, Map<String, ?> env) throws IOException {
    return FileSystems.newFileSystem(file(name), env);
  }

  /** Reads a stream to its end; the number of bytes. */
  static long drain(InputStream in, byte[] buffer) throws IOException {
    long sum = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      sum += count;
    }
    return sum;
  }

  final IllegalArgumentException unknown() {
    return new IllegalArgumentException("contender " + contender);
  }
}
