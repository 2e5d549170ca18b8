package io.github.diskimagefs.volume.ext;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExtRecordsTest {
  private static final int EPOCH_BITS = 3;

  @Test
  void timesHaveThirtyFourBitsOfSecondsAndNanoseconds() {
    long time = 0x8000_0000L | ((long) (EPOCH_BITS | (7 << 2)) << 32);
    Instant expected = Instant.ofEpochSecond((3L << 32) + Integer.MIN_VALUE, 7);
    assertThat(InodeTime.fileTime(time).toInstant(), is(expected));
    assertThat(InodeTime.fileTime(0xFFFF_FFFFL).toInstant(), is(Instant.ofEpochSecond(-1)));
  }

  @Test
  void nanosecondsThatCannotBeAreIgnored() {
    assertThat(InodeTime.fileTime(InodeTime.NONE).toMillis(), is((3L << 32) * 1000 - 1000));
  }

  @Test
  void theTypeIsThatOfTheOldestDriver() {
    assertThat(new ExtFeatures(0x38, 2, 3).type(), is("ext2"));
    assertThat(new ExtFeatures(0x3C, 6, 3).type(), is("ext3"));
    assertThat(new ExtFeatures(0x3C, 0x42, 3).type(), is("ext4"));
  }

  @Test
  void blocksOfAttributesHaveWideNumbersOnWideVolumesOnly() throws IOException {
    byte[] bytes = new byte[128];
    bytes[1] = (byte) 0x80; // S_IFREG
    bytes[0x68] = 5;
    bytes[0x76] = 1;
    Struct struct = Struct.of("inode", bytes, 0, ByteOrder.LITTLE_ENDIAN);
    ExtFeatures wide = new ExtFeatures(0, ExtFeature.BITS_64.bit(), 0);
    assertThat(Inode.read(struct, 12, wide).attributeBlock(), is(0x1_0000_0005L));
    assertThat(Inode.read(struct, 12, new ExtFeatures(0, 0, 0)).attributeBlock(), is(5L));
  }

  @Test
  void featuresHaveTheNamesOfMke2fs() {
    ExtFeatures features = new ExtFeatures(0x200, 0x2C0, 0x400);
    assertThat(features.toString(), is("sparse_super2 extent 64bit flex_bg metadata_csum"));
    assertThat(features.refused(), is(""));
    assertThat(new ExtFeatures(0, 0x1000_1000, 0).refused(), is("dirdata, FEATURE_I28"));
  }

  @Test
  void longNamesWithoutKeyEndInADigest() {
    assertThat(NoKeyName.of(0, new byte[16]).length(), is(NoKeyName.length(16)));
    assertThat(NoKeyName.of(0, new byte[150]).length(), is(NoKeyName.length(150)));
    assertThat(NoKeyName.of((1L << 32) | 2, new byte[] {3}), is("AQAAAAIAAAAD"));
  }

  @Test
  void theLastRecordOfABlockIsFound() throws IOException {
    BlockRecords records = new BlockRecords();
    for (long block : new long[] {7, 3, 7, 5, 9}) {
      records.add(block);
    }
    records.truncate(4);
    records.sort();
    assertThat(records.last(7), is(2));
    assertThat(records.last(3), is(1));
    assertThat(records.last(9), is(-1));
    records.retain(place -> records.block(place) > 3);
    assertThat(records.last(3), is(-1));
    assertThat(records.last(5), is(3));
  }

  @Test
  void accessControlListsOfAnotherVersionAreAnError() {
    Struct list = Struct.of("list", new byte[] {9, 0, 0, 0}, 0, ByteOrder.LITTLE_ENDIAN);
    assertThrows(MalformedImageException.class, () -> PosixAcl.read(list));
  }

  @Test
  void recordLengthsReachTheSizeOfTheLargestBlock() throws IOException {
    byte[] block = new byte[65_536];
    block[4] = -1;
    block[5] = -1; // rec_len 65535
    Struct struct = Struct.of("directory block", block, 0, ByteOrder.LITTLE_ENDIAN);
    assertThat(DirectoryEntry.read(struct, 0, true).length(), is(65_536));
  }
}
