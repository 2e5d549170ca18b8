package io.github.diskimagefs.volume.udf;

import static io.github.diskimagefs.volume.udf.Udf.content;
import static io.github.diskimagefs.volume.udf.Udf.node;
import static io.github.diskimagefs.volume.udf.Udf.open;
import static io.github.diskimagefs.volume.udf.Udf.text;
import static io.github.diskimagefs.volume.udf.Udf.utf8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.UdfEntry;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.image.UdfImage.Medium;
import io.github.diskimagefs.volume.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways from a medium to its blocks. */
class UdfMediaTest {
  private static final byte[] RANDOM = new byte[300_000];

  static {
    new Random(1).nextBytes(RANDOM);
  }

  private static UdfImage demo() {
    return UdfImage.named("Demo")
        .file("/a.txt", utf8("alpha"))
        .file("/docs/deep/b.bin", RANDOM)
        .file("/docs/empty", new byte[0]);
  }

  private static void assertDemo(Volume volume) throws Exception {
    assertThat(text(volume, "/a.txt"), is("alpha"));
    assertThat(Arrays.equals(content(volume, "/docs/deep/b.bin"), RANDOM), is(true));
    assertThat(node(volume, "/docs/empty").size(), is(0L));
    assertThat(Udf.walk(volume, volume.root()), is(5));
  }

  @ParameterizedTest
  @CsvSource({
    "512,0x0102",
    "512,0x0201",
    "1024,0x0150",
    "2048,0x0102",
    "2048,0x0260",
    "4096,0x0150",
    "4096,0x0201",
    "8192,0x0201",
    "32768,0x0150"
  })
  void everySectorSize(int blockSize, String revision) throws Exception {
    int bcd = Integer.decode(revision);
    assertDemo(open(demo().blockSize(blockSize).revision(bcd)));
  }

  @ParameterizedTest
  @EnumSource
  void everyPartitionMap(Medium medium) throws Exception {
    for (int blockSize : new int[] {512, 2048}) {
      assertDemo(open(demo().medium(medium).blockSize(blockSize)));
    }
  }

  @Test
  void anchorInTheLastSectorOnly() throws Exception {
    assertDemo(open(demo().anchorAtEndOnly()));
  }

  @Test
  void anchorWhereThePaddingBegins() throws Exception {
    byte[] image = demo().anchorAtEndOnly().toBytes();
    assertDemo(open(Arrays.copyOf(image, image.length + 150 * 2048)));
  }

  @Test
  void reserveSequenceWhereTheMainIsDamaged() throws Exception {
    byte[] image = demo().toBytes();
    assertDemo(open(UdfImage.damage(image, UdfImage.MAIN * 2048 + 3 * 2048 + 84, 1, 2, 3)));
    Arrays.fill(image, UdfImage.MAIN * 2048, UdfImage.MAIN * 2048 + 5 * 2048, (byte) 0);
    assertDemo(open(image));
  }

  @Test
  void bothSequencesDamaged() {
    byte[] image = demo().toBytes();
    for (int sector : new int[] {UdfImage.MAIN, UdfImage.RESERVE}) {
      image[(sector + 3) * 2048 + 100] ^= 1;
    }
    assertThrows(MalformedImageException.class, () -> open(image));
  }

  @Test
  void virtualAllocationTableBehindPadding() throws Exception {
    byte[] image = demo().medium(Medium.VIRTUAL_150).toBytes();
    assertDemo(open(Arrays.copyOf(image, image.length + 150 * 2048)));
  }

  @Test
  void virtualAllocationTableOfADiscReadToItsCapacity() throws Exception {
    byte[] image = demo().medium(Medium.VIRTUAL_200).toBytes();
    assertDemo(open(Arrays.copyOf(image, image.length * 20)));
  }

  @Test
  void virtualAllocationTableOfADiscReadToItsCapacityWithZerosAmongTheData() throws Exception {
    byte[] image =
        UdfImage.named("Demo")
            .medium(Medium.VIRTUAL_150)
            .file("/zeros", new byte[4 << 20])
            .file("/a.txt", utf8("alpha"))
            .toBytes();
    Volume volume = open(Arrays.copyOf(image, image.length + (8 << 20)));
    assertThat(text(volume, "/a.txt"), is("alpha"));
  }

  @Test
  void virtualAllocationTableRenewsTheName() throws Exception {
    assertThat(open(demo().medium(Medium.VIRTUAL_200)).label(), is("Demo by VAT"));
    assertThat(open(demo().medium(Medium.VIRTUAL_150)).label(), is("Demo"));
  }

  @Test
  void withoutVirtualAllocationTable() {
    byte[] image = demo().medium(Medium.VIRTUAL_200).toBytes();
    image[image.length - 2048] ^= 1;
    assertThrows(MalformedImageException.class, () -> open(image));
  }

  @Test
  void metadataMirrorWhereTheMainFileIsDamaged() throws Exception {
    UdfImage image = demo().medium(Medium.METADATA);
    byte[] whole = image.toBytes();
    for (int sector = UdfImage.PARTITION; sector < whole.length / 2048; sector++) {
      int tag = (whole[sector * 2048] & 0xFF) | ((whole[sector * 2048 + 1] & 0xFF) << 8);
      if (tag == 256 || tag == 266) {
        // The first copy of each file set descriptor and file entry is the main one.
        byte[] damaged = UdfImage.damage(whole, sector * 2048 + 20, 99);
        assertDemo(open(damaged));
      }
    }
  }

  @Test
  void metadataMirrorForContentInTheFileEntry() throws Exception {
    byte[] image =
        UdfImage.named("X")
            .medium(Medium.METADATA)
            .file("/a", utf8("embedded"), f -> f.form(UdfEntry.Form.EMBEDDED))
            .toBytes();
    for (int sector = UdfImage.PARTITION; ; sector++) {
      if (image[sector * 2048] == 10 && image[sector * 2048 + 27] == 5) {
        Arrays.fill(image, sector * 2048, (sector + 1) * 2048, (byte) 0);
        break;
      }
    }
    assertThat(text(open(image), "/a"), is("embedded"));
  }

  @Test
  void anchorWithoutUsableSequencesDoesNotHideWhatAnotherOneFound() throws Exception {
    byte[] image = demo().toBytes();
    // No primary volume descriptor anywhere, and nothing at all where the last anchor points.
    for (int sequence : new int[] {UdfImage.MAIN, UdfImage.RESERVE}) {
      byte[] other = new byte[512];
      System.arraycopy(
          UdfImage.tagged(other, 4, sequence), 0, image, sequence * 2048, other.length);
    }
    int last = image.length / 2048 - 1;
    System.arraycopy(UdfImage.tagged(new byte[512], 2, last), 0, image, last * 2048, 512);
    assertDemo(open(image));
  }

  @Test
  void integritySequenceOutsideTheImageIsDoneWithout() throws Exception {
    byte[] image = demo().toBytes();
    assertThat(open(image).free() > 0, is(true));
    for (int sequence : new int[] {UdfImage.MAIN, UdfImage.RESERVE}) {
      int at = (sequence + 3) * 2048;
      int length = 16 + ((image[at + 10] & 0xFF) | (image[at + 11] & 0xFF) << 8);
      byte[] logical = Arrays.copyOfRange(image, at, at + length);
      logical[438] = 0x7F;
      System.arraycopy(UdfImage.tagged(logical, 6, sequence + 3), 0, image, at, length);
    }
    Volume volume = open(image);
    assertDemo(volume);
    assertThat(volume.free(), is(0L));
  }

  @Test
  void recognitionSequenceMayBeginElsewhere() throws Exception {
    byte[] image = demo().toBytes();
    byte[] garbage = image.clone();
    System.arraycopy(image, 32768, garbage, 32768 + 4 * 2048, 3 * 2048);
    Arrays.fill(garbage, 32768, 32768 + 4 * 2048, (byte) 0x55);
    assertDemo(open(garbage));
  }

  @Test
  void recognitionSequenceMayBeLost() throws Exception {
    for (int blockSize : new int[] {512, 2048, 4096}) {
      for (UdfImage udf : List.of(demo(), demo().anchorAtEndOnly())) {
        byte[] image = udf.blockSize(blockSize).toBytes();
        Arrays.fill(image, 32768, 32768 + 3 * Math.max(2048, blockSize), (byte) 0);
        Volume volume = open(image);
        assertDemo(volume);
        assertThat(volume.properties().get("Standard"), is("not recorded"));
      }
    }
  }

  @Test
  void anchorsLeftBesideAnotherFormatAreNoVolume() throws Exception {
    byte[] image = demo().toBytes();
    System.arraycopy(utf8("\u0001CD001\u0001"), 0, image, 32768, 7);
    Arrays.fill(image, 34816, 36864, (byte) 0);
    assertThat(Udf.views(image).size(), is(0));
  }

  @Test
  void lengthOfTheCrcPastTheBlockIsNoCrc() throws Exception {
    byte[] image = demo().toBytes();
    int at = UdfImage.PARTITION * 2048; // file set descriptor
    int before = image[at + 11];
    image[at + 11] = 0x7F;
    image[at + 4] = (byte) (image[at + 4] + 0x7F - before);
    assertDemo(open(image));
  }

  @Test
  void crcOfAnEntryIsNoReasonToLoseTheDirectory() throws Exception {
    byte[] image = demo().toBytes();
    for (int at = UdfImage.PARTITION * 2048; ; at += 4) {
      if (image[at] == 1 && image[at + 1] == 1 && image[at + 19] == 6) {
        image[at + 8] ^= 1;
        image[at + 4] ^= 1;
        break;
      }
    }
    assertThat(Udf.names(open(image), open(image).root()), hasItem("a.txt"));
  }

  @Test
  void notUdf() throws Exception {
    assertThat(Udf.views(new byte[100_000]).size(), is(0));
    assertThat(Udf.views(new byte[0]).size(), is(0));
  }

  @Test
  void withoutAnchor() {
    byte[] image = demo().toBytes();
    image[256 * 2048 + 30] ^= 1;
    image[image.length - 2048 + 30] ^= 1;
    assertThrows(MalformedImageException.class, () -> open(image));
  }
}
