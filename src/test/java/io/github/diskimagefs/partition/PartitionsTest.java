package io.github.diskimagefs.partition;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.image.PartitionMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Block 0 of an optical disc that was copied to a disk, or the other way round. */
  @ParameterizedTest
  @CsvSource({"512,2048", "512,1024", "2048,512", "1024,2048", "4096,512", "512,0", "2048,4095"})
  void theStepOfAnAppleMapIsThatOfItsEntries(int blockSize, int stated) throws IOException {
    for (int i = 0; i < 6; i++) { // the fourth entry of 512 bytes is in block 1 of 2048 bytes
      map.apple(blockSize, "p" + i, i == 3 ? "Apple_HFS" : "Apple_Driver43", 64 + i, 1);
    }
    map.appleBlockSizeStated(stated);
    assertThat(found(), hasSize(6));
    assertThat(found().get(3).offset(), is(67L * blockSize));
    assertThat(Partitions.probe(new ArraySource(disk)), is(true));
  }

  @Test
  void readsMapsOfTheMacintoshPlus() throws IOException {
    map.oldApple(0, "TFS1", 64, 100).oldApple(1, "TFS1", 164, 50);
    assertThat(
        found(),
        contains(
            new Partition("TS", 1, "", "TFS1", 64 * 512L, 100 * 512L),
            new Partition("TS", 2, "", "TFS1", 164 * 512L, 50 * 512L)));
    disk[0] = 0; // the driver descriptor is of no use without drivers
    assertThat(Partitions.probe(new ArraySource(disk)), is(true));
  }

  @Test
  void otherContentAfterItsSignatureIsNoMapOfTheMacintoshPlus() throws IOException {
    map.oldApple(0, "TFS1", 64, 100).oldApple(1, "TFS1", 1 << 30, 50);
    assertThat(found(), is(empty()));
    map.oldApple(1, "TFS1", 164, 0);
    assertThat(found(), is(empty()));
    Arrays.fill(disk, 512, 1024, (byte) 'T');
    assertThat(found(), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2048, 4096})
  void theBackupAloneIsEnough(int sectorSize) throws IOException {
    map.guid(sectorSize, "v", 8, 15);
    Arrays.fill(disk, 0, 4 * sectorSize, (byte) 0);
    assertThat(found().get(0).offset(), is(8L * sectorSize));
    assertThat(Partitions.probe(new ArraySource(disk)), is(true));
  }

  @Test
  void aHybridMasterBootRecordAddsNothingToGuidPartitions() throws IOException {
    map.guid(512, "v", 8, 15).mbr(1, 0x0C, 8, 8).mbr(2, 0x83, 100, 8);
    assertThat(found(), hasSize(1));
    assertThat(found().get(0).scheme(), is("GPT"));
  }

  @Test
  void aProtectiveEntryAloneIsNoPartition() throws IOException {
    map.mbr(0, 0xEE, 1, 2047);
    assertThat(found(), is(empty()));
  }

  @Test
  void theVolumesTellTheSectorsOfAMasterBootRecord() throws IOException {
    map.bootRecordsOf(4096).mbr(0, 0x0C, 8, 10).mbr(1, 0x05, 20, 40);
    map.bootRecord(20, 0, 0x83, 2, 3);
    ByteSource source = new ArraySource(disk);
    assertThat(
        Partitions.of(source, 512, offset -> offset == 22 * 4096),
        contains(
            new Partition("MBR", 1, "", "0c", 8 * 4096L, 10 * 4096L),
            new Partition("MBR", 5, "", "83", 22 * 4096L, 3 * 4096L)));
    assertThat(Partitions.of(source, 4096), hasSize(2));
    assertThat(found(), contains(new Partition("MBR", 1, "", "0c", 8 * 512L, 10 * 512L)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048})
  void magnetoOpticalDisksHaveOtherSectors(int size) throws IOException {
    map.bootRecordsOf(size).mbr(0, 0x06, 32, 64);
    assertThat(
        Partitions.of(new ArraySource(disk), 512, offset -> offset == 32L * size),
        contains(new Partition("MBR", 1, "", "06", 32L * size, 64L * size)));
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
  void aDiskThatWasCutAlsoHasThePartitionsAfterItsEnd() throws IOException {
    map.mbr(0, 0x0C, 63, 100).mbr(1, 0x83, 4000, 100).mbr(2, 0x05, 5000, 900);
    assertThat(
        found(),
        contains(
            new Partition("MBR", 1, "", "0c", 63 * 512L, 100 * 512L),
            new Partition("MBR", 2, "", "83", 4000 * 512L, 100 * 512L)));
    assertThat(Partitions.probe(new ArraySource(disk)), is(true));
  }

  @Test
  void entriesThatOnlyLieAfterTheEndOrInOthersAreNoMap() throws IOException {
    map.mbr(0, 0x83, 4000, 100);
    assertThat(Partitions.probe(new ArraySource(disk)), is(false));
    map.mbr(1, 0x0C, 63, 10_000);
    assertThat(Partitions.probe(new ArraySource(disk)), is(false));
    assertThat(found(), is(empty()));
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

  @ParameterizedTest
  @ValueSource(ints = {0x05, 0x0F, 0x15, 0x1F, 0x85})
  void volumesOfAChainAreInItsOrder(int type) throws IOException {
    map.mbr(2, type, 100, 900).mbr(3, 0x83, 20, 30);
    map.bootRecord(100, 0, type, 400, 9).bootRecord(100, 1, 0x07, 1, 9); // the link first
    map.bootRecord(500, 1, type, 200, 9).bootRecord(500, 3, 0x07, 2, 9); // an empty slot
    map.bootRecord(300, 0, 0x07, 3, 9);
    assertThat(
        found().stream().map(partition -> partition.offset() / 512).toList(),
        contains(20L, 101L, 502L, 303L));
    assertThat(found().get(3).index(), is(7));
  }

  @Test
  void endlessChainsAreCut() throws IOException {
    map.mbr(0, 0x05, 10, 2000);
    for (int i = 0; i < 600; i++) {
      map.bootRecord(10 + 2 * i, 0, 0x83, 1, 1).bootRecord(10 + 2 * i, 1, 0x05, 2 * i + 2, 2);
    }
    assertThat(found(), hasSize(256));
    map.bootRecord(10, 1, 0x05, 0, 2);
    assertThat(found(), hasSize(1));
    map.bootRecord(10, 1, 0x05, -1, 2);
    assertThat(found(), hasSize(1));
  }

  @Test
  void aBootSectorOfAVolumeOnTheWholeDiskIsNoMap() throws IOException {
    disk[510] = 0x55;
    disk[511] = (byte) 0xAA;
    assertThat(found(), is(empty()));
    assertThat(Partitions.probe(new ArraySource(disk)), is(false));
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
    map.oldApple(0, "TFS1", 64, 100);
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
