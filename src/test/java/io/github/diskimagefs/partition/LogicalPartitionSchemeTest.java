package io.github.diskimagefs.partition;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.image.LogicalPartitions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogicalPartitionSchemeTest {
  private static final int SECTOR = 512;

  private final byte[] disk =
      new LogicalPartitions()
          .partition("system_a", 100, 4)
          .partition("system_b")
          .partition("vendor_a", -1, 1, 110, 2, 104, 1)
          .on(new byte[128 * SECTOR]);

  private List<Partition> found() throws IOException {
    return Partitions.of(new ArraySource(disk), SECTOR);
  }

  private static byte[] read(ByteSource source) throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) source.size());
    source.readFully(0, all);
    return all.array();
  }

  @Test
  void readsPartitionsThatAreNotEmpty() throws IOException {
    assertThat(Partitions.probe(new ArraySource(disk)), is(true));
    assertThat(found().stream().map(Partition::name).toList(), contains("system_a", "vendor_a"));
    assertThat(
        found().get(0), is(new Partition("LP", 1, "system_a", "linear", 100 * SECTOR, 4 * SECTOR)));
  }

  @Test
  void joinsTheExtentsOfAPartition() throws IOException {
    Arrays.fill(disk, 104 * SECTOR, 105 * SECTOR, (byte) 1);
    Arrays.fill(disk, 110 * SECTOR, 112 * SECTOR, (byte) 2);
    byte[] expected = new byte[4 * SECTOR];
    Arrays.fill(expected, SECTOR, 3 * SECTOR, (byte) 2);
    Arrays.fill(expected, 3 * SECTOR, 4 * SECTOR, (byte) 1);
    Partition vendor = found().get(1);
    assertThat(vendor.offset(), is(110L * SECTOR));
    assertThat(read(vendor.open(new ArraySource(disk))), is(expected));
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 4100, LogicalPartitions.TABLES, LogicalPartitions.TABLES + 260})
  void takesTheCopyOfDamagedBytes(int offset) throws IOException {
    disk[offset] ^= 1;
    assertThat(found(), hasSize(2));
  }

  @Test
  void damagedTablesCountAsNone() throws IOException {
    for (int i = 0; i < 4; i++) {
      disk[LogicalPartitions.TABLES + i * 4096 + 300] ^= 1;
    }
    assertThat(found(), is(empty()));
  }
}
