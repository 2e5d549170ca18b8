package io.github.diskimagefs.volume.ext;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.image.ExtImages;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Volumes that mke2fs made, and the same with fields changed. */
class ExtVolumeTest extends ExtVolumes {
  private static final String RAW_ACL = "system.posix_acl_access";

  @Test
  void tellsTypeLabelAndFacts() throws IOException {
    Volume volume = open(ExtImages.features());
    assertThat(volume.type(), is("ext4"));
    assertThat(volume.label(), is("Features"));
    assertThat(volume.size(), is(3000L * 1024));
    assertThat(volume.properties().get("UUID"), is("01234567-89ab-cdef-0123-456789abcdef"));
    assertThat(volume.properties().get("features"), containsString("ea_inode inline_data"));
    assertThat(open(ExtImages.classic()).type(), is("ext3"));
  }

  @Test
  void readsInlineFiles() throws IOException {
    Volume volume = open(ExtImages.features());
    assertThat(text(volume, "inline"), is("short"));
    assertThat(text(volume, "inline-attribute").length(), is(100));
    assertThat(text(volume, "inline-attribute"), is(numbers(40).substring(0, 100)));
  }

  @Test
  void readsHolesAsZeros() throws IOException {
    Volume volume = open(ExtImages.features());
    assertThat(text(volume, "hole"), is("\0".repeat(100_000)));
    String scattered = text(volume, "scattered");
    assertThat(scattered.length(), is(38 * 1024 + 7));
    assertThat(scattered.substring(6 * 1024, 6 * 1024 + 8), is("part 3\0\0"));
  }

  @Test
  void readsIndirectBlocks() throws IOException {
    Volume volume = open(ExtImages.classic());
    String numbers = text(volume, "numbers");
    assertThat(numbers.length(), is(290 * 1024));
    for (int i = 0; i < 290; i++) {
      assertThat(numbers.substring(i * 1024, i * 1024 + 10).strip(), is("block " + i));
    }
    assertThat(text(volume, "hole"), is("\0".repeat(300_000) + "end\n"));
  }

  @Test
  void knowsHolesWithoutReadingThem() throws IOException {
    ByteSource hole = open(ExtImages.classic()).open(child(open(ExtImages.classic()), "hole"));
    long position = 0;
    while (hole.hole(position) > 0) {
      position += hole.hole(position);
    }
    assertThat(position, is(300_000L / 1024 * 1024));
    assertThat(hole.slice(0, 100).hole(60), is(40L));
    assertThat(hole.hole(hole.size()), is(0L));
  }

  @Test
  void readsFastAndSlowLinks() throws IOException {
    Volume volume = open(ExtImages.features());
    for (int length : new int[] {59, 60, 200}) {
      Node link = child(volume, "link" + length);
      assertThat(volume.target(link), is("x".repeat(length)));
      assertThat(link.size(), is((long) length));
    }
    Volume classic = open(ExtImages.classic());
    assertThat(classic.target(child(classic, "link")), is("y".repeat(100)));
  }

  @Test
  void readsALinkInTheInodeThatIsMarkedAsIfItHadExtents() throws IOException {
    byte[] image = ExtImages.contract();
    int flags = inodeOf(image, "link.txt") + 0x20;
    image[flags + 2] |= 0x08; // EXT4_EXTENTS_FL
    Volume volume = open(image);
    assertThat(volume.target(child(volume, "link.txt")), is("hello.txt"));
  }

  @Test
  void showsTimesToTheNanosecondAndPastTheYear2038() throws IOException {
    Node inline = child(open(ExtImages.features()), "inline");
    Instant late = Instant.ofEpochSecond(Integer.MIN_VALUE + 3L * (1L << 32), 500_000_001);
    assertThat(inline.modified().toInstant(), is(late));
    assertThat(inline.created().toInstant(), is(Instant.ofEpochSecond(1_600_000_000)));
  }

  @Test
  void showsDevicesAndSockets() throws IOException {
    Volume volume = open(ExtImages.features());
    assertThat(child(volume, "chr").unix().rdev(), is(5L << 8 | 1));
    assertThat(
        child(volume, "blk").unix().rdev(),
        is((259L << 8) | (300_000 % 256) | ((300_000 / 256) << 20)));
    assertThat(child(volume, "sock").kind(), is(Node.Kind.OTHER));
    assertThat(child(volume, "fifo").unix().mode() >> 12, is(1));
    assertThat(volume.open(child(volume, "chr")).size(), is(0L));
  }

  @Test
  void hardLinksAreTheSameObject() throws IOException {
    Volume volume = open(ExtImages.features());
    Node first = child(volume, "numbers");
    Node second = child(volume, "dir/hard");
    assertThat(second.key(), is(first.key()));
    assertThat(first.unix().nlink(), is(2));
  }

  @Test
  void listsExtendedAttributesUnderTheirFullNames() throws IOException {
    Volume volume = open(ExtImages.features());
    Node numbers = child(volume, "numbers");
    assertThat(volume.attributes(numbers), hasItems("user.one", "user.long", RAW_ACL));
    assertThat(text(volume.attribute(numbers, "user.one")), is("1"));
    assertThat(text(volume.attribute(numbers, "user.long")), is(numbers(80).strip()));
    assertThat(volume.attribute(numbers, "user.none"), is(nullValue()));
    Node inline = child(volume, "inline-attribute");
    assertThat(volume.attributes(inline), not(hasItems("system.data")));
    assertThat(volume.attribute(inline, "system.data"), is(nullValue()));
    assertThat(volume.attributes(child(volume, "tail")), contains("security.capability"));
  }

  @Test
  void showsAccessControlListsAsLinuxDoes() throws IOException {
    Volume volume = open(ExtImages.features());
    ByteSource list = volume.attribute(child(volume, "numbers"), RAW_ACL);
    assertThat(
        HexFormat.of().formatHex(bytes(list)),
        is(
            "0200000001000600ffffffff02000600e803000004000400ffffffff0800040005000000"
                + "10000600ffffffff20000400ffffffff"));
  }

  @Test
  void readsAttributesInInodesOfTheirOwn() throws IOException {
    Volume volume = open(ExtImages.features());
    assertThat(
        text(volume.attribute(child(volume, "dir"), "user.inode")),
        is(numbers(900).substring(0, 1024)));
  }

  @Test
  void foldsCaseInFoldersThatSaySo() throws IOException {
    Volume volume = open(ExtImages.features());
    assertThat(child(volume, "fold/Straße.TXT").name(), is("Straße.TXT"));
    assertThat(child(volume, "fold/STRASSE.txt").name(), is("Straße.TXT"));
    assertThat(volume.child(volume.root(), "NUMBERS"), is(nullValue()));
  }

  @Test
  void showsEncryptedFilesByTheirNoKeyNamesAlone() throws IOException {
    Volume volume = open(ExtImages.features());
    assertThat(names(volume, child(volume, "secret")), contains("ZjG9kapdRXhBQg"));
    Node file = child(volume, "secret/ZjG9kapdRXhBQg");
    assertThrows(UnsupportedImageException.class, () -> volume.open(file));
  }

  @Test
  void replaysTheJournal() throws IOException {
    Volume volume = open(ExtImages.features());
    assertThat(text(volume, "written"), is("Host\n"));
    assertThat(volume.child(volume.root(), "empty"), is(nullValue()));
    assertThat(volume.properties().get("journal"), is("yes, 5 blocks replayed in memory"));
  }

  @Test
  void leavesRevokedAndUncommittedBlocksOutAndRestoresEscapedOnes() throws IOException {
    Volume volume = open(ExtImages.classic());
    assertThat(text(volume, "kept"), is("kept\n"));
    byte[] replaced = bytes(volume.open(child(volume, "replaced")));
    assertThat(HexFormat.of().formatHex(replaced), is("c03b3998"));
  }

  @Test
  void keepsTheVolumeAsItIsIfTheJournalIsBroken() throws IOException {
    byte[] image = ExtImages.features();
    int journal = find(image, new byte[] {(byte) 0xC0, 0x3B, 0x39, (byte) 0x98, 0, 0, 0, 4});
    image[journal + 12] = 99; // s_blocksize
    Volume volume = open(image);
    assertThat(volume.properties().get("journal"), containsString("not readable"));
    assertThat(child(volume, "empty"), is(notNullValue()));
  }

  @Test
  void checksChecksumsIfAsked() throws IOException {
    Volume volume = open(ExtImages.features(), "verify");
    assertThat(text(volume, "numbers"), is(numbers(2000)));
    byte[] image = ExtImages.contract();
    int inode = inodeOf(image, "hello.txt");
    image[inode + 2] ^= 1; // i_uid
    assertThat(text(open(image), "hello.txt"), is("Hello"));
    Volume verified = open(image, "verify");
    MalformedImageException error =
        assertThrows(MalformedImageException.class, () -> text(verified, "hello.txt"));
    assertThat(error.getMessage(), containsString("checksum"));
  }

  @Test
  void namesFeaturesThatItDoesNotKnow() {
    byte[] image = ExtImages.contract();
    image[1024 + 0x63] |= 0x40; // s_feature_incompat, bit 30
    UnsupportedImageException error =
        assertThrows(UnsupportedImageException.class, () -> open(image));
    assertThat(error.feature(), is("ext4 with the feature FEATURE_I30"));
    image[1024 + 0x63] = 0;
    image[1024 + 0x60] |= 1;
    error = assertThrows(UnsupportedImageException.class, () -> open(image));
    assertThat(error.feature(), is("ext4 with the feature compression"));
  }

  @Test
  void refusesBlockSizesThatCannotBe() {
    byte[] image = ExtImages.contract();
    image[1024 + 0x18] = 40;
    MalformedImageException error = assertThrows(MalformedImageException.class, () -> open(image));
    assertThat(error.getMessage(), containsString("block size"));
  }

  @Test
  void takesGroupDescriptorsThatAreDamagedFromTheirCopy() throws IOException {
    byte[] image = ExtImages.contract();
    image[2048 + 0x1E] ^= 1; // bg_checksum: there is one group, without a copy
    assertThat(text(open(image), "hello.txt"), is("Hello"));
    image[2048 + 8] = -1;
    image[2048 + 9] = -1;
    assertThrows(MalformedImageException.class, () -> open(image));
  }

  @Test
  void checksumsOfAnIndexedDirectoryAreThoseOfItsKindsOfBlocks() throws IOException {
    byte[] image = ExtImages.indexed();
    Volume volume = open(image, "verify");
    assertThat(names(volume, child(volume, "d")), hasSize(64));
    int root = 1024 * firstBlock(image, "d");
    image[root + 0x24] ^= 1; // block of the first entry of the index
    Volume damaged = open(image, "verify");
    assertThrows(MalformedImageException.class, () -> names(damaged, child(damaged, "d")));
    assertThat(names(open(image), child(open(image), "d")), hasSize(64));
  }

  /** Returns the first block of an entry whose extents are all in its inode. */
  private static int firstBlock(byte[] image, String path) throws IOException {
    int extent = inodeOf(image, path) + Inode.BLOCK_OFFSET + 12;
    return ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getInt(extent + 8);
  }
}
