package io.github.diskimagefs.bench;

import com.github.stephenc.javaisotools.loopfs.iso9660.Iso9660FileSystem;
import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;

/** Opening an image, and closing it. */
public class Open extends Measured {

  /** Opens and closes. */
  @Benchmark
  public Object open() throws IOException {
    switch (contender) {
      case "diskimagefs":
        return open("many.iso");
      case "diskimagefs, ten times the entries":
        return open("million.iso");
      case "diskimagefs, UDF":
        return open("many.udf.iso");
      case "diskimagefs by FileSystems":
        try (FileSystem fs = mount("many.iso", Map.of())) {
          return fs.getPath("/");
        }
      case "zipfs":
        try (FileSystem fs = mount("many.zip", Map.of())) {
          return fs.getPath("/");
        }
      case "loop-fs":
        try (Iso9660FileSystem fs = new Iso9660FileSystem(file("many.iso").toFile(), true)) {
          return fs.getClass();
        }
      default:
        throw unknown();
    }
  }

  private Object open(String image) throws IOException {
    try (FileSystem fs = DiskImages.open(file(image))) {
      return fs.getPath("/");
    }
  }
}
