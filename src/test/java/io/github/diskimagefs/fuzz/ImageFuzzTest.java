package io.github.diskimagefs.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.diskimagefs.hostile.Exercise;
import io.github.diskimagefs.hostile.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole images: opened, walked, a bounded part of each file read. */
class ImageFuzzTest {

  static Stream<byte[]> images() {
    Stream<byte[]> plain =
        Stream.concat(
            Seeds.udifs(),
            Stream.concat(Seeds.nrgs(), Stream.of(Arrays.copyOf(Seeds.disc(), 24 * 2352))));
    Stream<byte[]> disks =
        Stream.of(Seeds.maps(), Seeds.sparses(), Seeds.discs()).flatMap(seeds -> seeds);
    return Stream.of(
            Seeds.isos(),
            Seeds.udfs(),
            Seeds.hfsPluses(),
            Seeds.apfses(),
            Seeds.hfses(),
            plain.map(Sectors::pack),
            disks.map(Sectors::pack))
        .flatMap(seeds -> seeds);
  }

  @MethodSource("images")
  @FuzzTest
  void image(byte[] sectors) throws IOException {
    byte[] image = Sectors.unpack(sectors);
    Sums.makeRight(image);
    Path file = Files.write(Parsers.folder().resolve("image"), image);
    Exercise.of(file, Map.of(), 1 << 16);
    Exercise.of(file, Map.of("volume", "all"), 1 << 14);
  }
}
