package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.Extent;
import io.github.diskimagefs.Hole;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseTransferTest {
  private static final int SIZE = 3 << 20;

  @TempDir Path folder;

  private long copied;

  private byte[] copy(byte[] content, List<Extent> stored, Hole... holes) throws IOException {
    Path from = Files.write(folder.resolve("from"), content);
    Path to = folder.resolve("to");
    try (FileChannel in = FileChannel.open(from);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      SparseTransfer.copy(in, out, stored, List.of(holes), count -> copied += count);
    }
    return Files.readAllBytes(to);
  }

  @Test
  void copiesStoredAndComputedParts() throws IOException {
    byte[] content = new byte[SIZE];
    Arrays.fill(content, 100, 300_000, (byte) 1);
    Arrays.fill(content, 1_000_000, 1_000_001, (byte) 2);
    Arrays.fill(content, SIZE - 1, SIZE, (byte) 3);
    List<Extent> stored =
        List.of(new Extent(5000, "host", 0, 10_000), new Extent(999_000, "host", 0, 2000));
    assertThat(copy(content, stored), is(content));
    assertThat(copied, is((long) SIZE));
  }

  @Test
  void keepsTheLengthOfAFileThatEndsInZeros() throws IOException {
    assertThat(copy(new byte[SIZE], List.of()), is(new byte[SIZE]));
  }

  /** The input has other bytes there, which a read would copy. */
  @Test
  void readsNothingInHoles() throws IOException {
    byte[] content = new byte[SIZE];
    Arrays.fill(content, (byte) 1);
    byte[] expected = content.clone();
    Arrays.fill(expected, 0, 4096, (byte) 0);
    Arrays.fill(expected, 1_000_000, 2_000_000, (byte) 0);
    Arrays.fill(expected, SIZE - 4096, SIZE, (byte) 0);
    List<Extent> stored = List.of(new Extent(4096, "host", 0, 10_000));
    Hole[] holes = {new Hole(0, 4096), new Hole(1_000_000, 1_000_000), new Hole(SIZE - 4096, 4096)};
    assertThat(copy(content, stored, holes), is(expected));
    assertThat(copied, is((long) SIZE));
  }
}
