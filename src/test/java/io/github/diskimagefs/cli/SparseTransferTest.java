package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.Extent;
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

  private byte[] copy(byte[] content, List<Extent> stored) throws IOException {
    Path from = Files.write(folder.resolve("from"), content);
    Path to = folder.resolve("to");
    try (FileChannel in = FileChannel.open(from);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      SparseTransfer.copy(in, out, stored, count -> copied += count);
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
}
