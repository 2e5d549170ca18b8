package io.github.diskimagefs.partition;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.image.PartitionMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionsTest {
  private static final String HFS_PLUS = "48465300-0000-11aa-aa11-00306543ecac";

  private final byte[] disk = new byte[1 << 20];
  private final PartitionMap map = PartitionMap.on(disk);

  private List<Partition> found() throws IOException {
    return Partitions.of(new ArraySource(disk), 512);
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void readsGuidTablesOfAnySectorSize(int sectorSize) throws IOException {
    map.guid(sectorSize, "disk image", 8, 15);
    Partition expected =
        new Partition("GPT", 1, "disk image", HFS_PLUS, 8L * sectorSize, 8L * sectorSize);
    assertThat(found(), contains(expected));
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void takesTheBackupOfABrokenGuidTable(int sectorSize) throws IOException {
    map.guid(sectorSize, "v", 8, 15);
    disk[sectorSize + 40] ^= 1; // the header's checksum is wrong now
    assertThat(found(), hasSize(1));
  }

  @Test
  void takesTheBackupOfBrokenGuidEntries() throws IOException {
    map.guid(512, "v", 8, 15);
    disk[2 * 512 + 33] ^= 1;
    assertThat(found().get(0).offset(), is(8L * 512));
  }

  @Test
  void readsAppleMapsWithoutTheirOwnEntry() throws IOException {
    map.apple(512, "first", "Apple_HFS", 64, 100);
    map.apple(512, "second", "Apple_HFSX", 200, 50);
    map.apple(512, "rest", "Apple_Free", 300, 10);
    assertThat(
        found(),
        contains(
            new Partition("APM", 2, "first", "Apple_HFS", 64 * 512L, 100 * 512L),
            new Partition("APM", 3, "second", "Apple_HFSX", 200 * 512L, 50 * 512L)));
  }

  @Test
  void readsAppleMapsOfLargerBlocks() throws IOException {
    map.apple(2048, "disc", "Apple_HFS", 64, 100);
    assertThat(found().get(0).offset(), is(64L * 2048));
  }

  @Test
  void readsMasterBootRecords() throws IOException {
    map.mbr(0, 0x0C, 63, 100).mbr(2, 0xAF, 200, 50);
    assertThat(
        found(),
        contains(
            new Partition("MBR", 1, "", "0c", 63 * 512L, 100 * 512L),
            new Partition("MBR", 3, "", "af", 200 * 512L, 50 * 512L)));
  }

  @Test
  void followsTheChainOfLogicalPartitions() throws IOException {
    map.mbr(0, 0x05, 100, 900);
    map.bootRecord(100, 0, 0x07, 10, 20).bootRecord(100, 1, 0x05, 50, 100);
    map.bootRecord(150, 0, 0x83, 10, 30);
    assertThat(
        found(),
        contains(
            new Partition("MBR", 5, "", "07", 110 * 512L, 20 * 512L),
            new Partition("MBR", 6, "", "83", 160 * 512L, 30 * 512L)));
  }

  @Test
  void aChainThatLeadsBackEnds() throws IOException {
    map.mbr(0, 0x05, 100, 900);
    map.bootRecord(100, 0, 0x07, 10, 20).bootRecord(100, 1, 0x05, 50, 100);
    map.bootRecord(150, 0, 0x83, 10, 30).bootRecord(150, 1, 0x05, 0, 100);
    assertThat(found(), hasSize(2));
  }

  @Test
  void aBootSectorWithTextInPlaceOfTheTableIsNoMap() throws IOException {
    Arrays.fill(disk, 400, 510, (byte) 'x');
    disk[510] = 0x55;
    disk[511] = (byte) 0xAA;
    assertThat(found(), is(empty()));
  }

  @Test
  void damagedMapsEndInIoExceptionsOnly() throws IOException {
    map.guid(512, "v", 8, 15).apple(2048, "v", "Apple_HFS", 64, 100);
    Random random = new Random(3);
    for (int round = 0; round < 2000; round++) {
      byte[] broken = disk.clone();
      for (int i = 0; i < 8; i++) {
        broken[random.nextInt(4096)] = (byte) random.nextInt();
      }
      Partitions.of(new ArraySource(broken), 512);
    }
  }
}
