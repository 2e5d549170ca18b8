package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ApfsHostileTest {
  private static final int BLOCK = ApfsImage.BLOCK;

  /** Changes a block and makes its checksum right. */
  private static byte[] changed(byte[] image, int block, Consumer<ByteBuffer> change) {
    byte[] bytes = Arrays.copyOfRange(image, block * BLOCK, (block + 1) * BLOCK);
    change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    ApfsImage.seal(bytes);
    System.arraycopy(bytes, 0, image, block * BLOCK, BLOCK);
    return image;
  }

  /** Finds the first node of a tree of a kind, of a level. */
  private static int node(byte[] image, int subtype, int level) {
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 6; block < image.length / BLOCK; block++) {
      int type = bytes.getInt(block * BLOCK + 24) & 0xFFFF;
      if ((type == 2 || type == 3)
          && bytes.getInt(block * BLOCK + 28) == subtype
          && bytes.getShort(block * BLOCK + 34) == level) {
        return block;
      }
    }
    throw new AssertionError("no node");
  }

  private static byte[] manyFiles() {
    ApfsVolumeImage image = ApfsImage.named("v").recordsInANode(8);
    for (int i = 0; i < 100; i++) {
      image.file("dir/file " + i, "x");
    }
    return image.bytes();
  }

  private static void readAll(byte[] image) throws IOException {
    Volume volume = Apfs.open(image);
    Node dir = volume.child(volume.root(), "dir");
    for (String name : Apfs.names(volume, dir)) {
      volume.open(volume.child(dir, name));
    }
  }

  @Test
  void namesTheBlockOfAWrongChecksum() {
    byte[] image = manyFiles();
    int leaf = node(image, 0x0E, 0);
    image[leaf * BLOCK + 100] ^= 1;
    MalformedImageException e = assertThrows(MalformedImageException.class, () -> readAll(image));
    assertThat(e.getMessage(), containsString("file-system node at byte " + leaf * BLOCK));
    assertThat(e.getMessage(), containsString("checksum"));
  }

  @Test
  void listsWhatIsBesideADamagedNode() throws IOException {
    byte[] image = manyFiles();
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    Volume intact = Apfs.open(image.clone());
    long dir = intact.child(intact.root(), "dir").unix().ino();
    for (int block = node(image, 0x0E, 0); ; block++) {
      int key = block * BLOCK + 56 + bytes.getShort(block * BLOCK + 42);
      boolean entries = bytes.getLong(key) == (9L << 60 | dir);
      if (entries && bytes.getShort(block * BLOCK + 34) == 0) {
        image[block * BLOCK + 3000] ^= 1;
        break;
      }
    }
    Volume volume = Apfs.open(image);
    NodeCursor cursor = volume.children(volume.child(volume.root(), "dir"));
    int listed = 0;
    MalformedImageException error = null;
    try {
      while (cursor.next() != null) {
        listed++;
      }
    } catch (MalformedImageException e) {
      error = e;
    }
    assertThat(listed, is(greaterThan(80)));
    assertThat(error.getMessage(), containsString("checksum"));
  }

  @Test
  void refusesATreeThatLeadsBackToItself() {
    byte[] image = manyFiles();
    int index = node(image, 0x0E, 1);
    long self = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getLong(index * BLOCK + 8);
    int root = (image[index * BLOCK + 32] & 1) != 0 ? 40 : 0;
    changed(
        image,
        index,
        node -> {
          for (int i = 0; i < node.getInt(36); i++) {
            node.putLong(BLOCK - root - node.getShort(56 + 8 * i + 4), self);
          }
        });
    MalformedImageException e = assertThrows(MalformedImageException.class, () -> readAll(image));
    assertThat(e.getMessage(), containsString("level"));
  }

  @Test
  void refusesATableOfContentsThatOverlapsItsKeys() {
    byte[] image = manyFiles();
    changed(image, node(image, 0x0E, 0), node -> node.putInt(36, 1000));
    assertThrows(MalformedImageException.class, () -> readAll(image));
  }

  @Test
  void refusesExtentsOutsideOfTheContainer() throws IOException {
    ApfsVolumeImage image = ApfsImage.named("v").file("f", "x").misplaceExtent("f", 1L << 40);
    Volume volume = Apfs.open(image);
    MalformedImageException e =
        assertThrows(MalformedImageException.class, () -> volume.open(Apfs.node(volume, "f")));
    assertThat(e.getMessage(), containsString("data stream of inode"));
  }

  @Test
  void listsAnEntryWithoutInodeAndRefusesToOpenIt() throws IOException {
    Volume volume = Apfs.open(ApfsImage.named("v").file("f", "x").loseInode("f").file("g", "y"));
    assertThat(Apfs.names(volume, volume.root()), containsInAnyOrder("f", "g"));
    Node lost = Apfs.node(volume, "f");
    assertThat(lost.kind(), is(Node.Kind.FILE));
    assertThat(lost.size(), is(0L));
    MalformedImageException e =
        assertThrows(MalformedImageException.class, () -> volume.open(lost));
    assertThat(e.getMessage(), containsString("no record of inode"));
  }

  @Test
  void hidesNamesThatNoPathCanHave() throws IOException {
    byte[] image = ApfsImage.named("v").withoutHashes().file("xx", "1").file("y", "2").bytes();
    Volume volume = Apfs.open(ApfsVolumeTest.replaced(image, "xx\0", "..\0"));
    assertThat(Apfs.names(volume, volume.root()), contains("y"));
  }

  @Test
  void opensTheCheckpointBeforeADamagedOne() throws IOException {
    byte[] image = ApfsImage.named("v").file("f", "x").bytes();
    byte[] ring = Arrays.copyOfRange(image, BLOCK, 3 * BLOCK);
    // A later checkpoint in the other half of the ring, whose object map is nowhere.
    System.arraycopy(ring, 0, image, 3 * BLOCK, 2 * BLOCK);
    changed(image, 3, map -> map.putLong(16, 99));
    changed(image, 4, superblock -> superblock.putLong(16, 99).putInt(136, 2).putLong(160, 3));
    Volume volume = Apfs.open(image);
    assertThat(Apfs.text(volume, "f"), is("x"));
    assertThat(volume.properties().get("transaction"), is("10"));
  }

  @Test
  void opensAContainerWhoseFirstBlockIsDamaged() throws IOException {
    byte[] image = ApfsImage.named("v").file("f", "x").bytes();
    Arrays.fill(image, 0, BLOCK, (byte) 0);
    VolumeSource source = VolumeSource.of(new ArraySource(image), 512, new ChunkCache(1 << 20));
    assertThat(new ApfsFormat().probe(source), is(Recognition.REMAINS));
    assertThat(Apfs.text(Apfs.open(image), "f"), is("x"));
  }

  @Test
  void opensAContainerOfWhichTheEndIsCutOff() throws IOException {
    byte[] image = ApfsImage.named("v").file("f", "x").bytes();
    assertThat(Apfs.open(image).size(), is(greaterThan((long) image.length)));
  }

  @Test
  void namesFeaturesThatItDoesNotKnow() {
    Map<Long, String> features = Map.of(0x102L, "Fusion", 1L, "version 1", 0x402L, "0x400");
    features.forEach(
        (bits, name) -> {
          ApfsVolumeImage image = ApfsImage.named("v");
          image.image().features(bits);
          UnsupportedImageException e =
              assertThrows(
                  UnsupportedImageException.class, () -> Apfs.views(image.bytes(), Map.of()));
          assertThat(e.feature(), containsString(name));
        });
  }

  @Test
  void opensTheOtherVolumesWhereOneSuperblockIsDamaged() throws IOException {
    byte[] image = ApfsImage.named("a").file("f", "1").volume("b").file("g", "2").bytes();
    int superblock = find(image, "APSB", 0);
    image[superblock + 700] ^= 1;
    assertThat(Apfs.views(image, Map.of()), is(not(empty())));
    assertThrows(MalformedImageException.class, () -> Apfs.views(image, Map.of()).get(0).open());
    Volume second = Apfs.views(image, Map.of()).get(1).open();
    assertThat(Apfs.text(second, "g"), is("2"));
  }

  private static int find(byte[] image, String text, int from) {
    byte[] wanted = text.getBytes(UTF_8);
    int at = from;
    while (!Arrays.equals(image, at, at + wanted.length, wanted, 0, wanted.length)) {
      at++;
    }
    return at;
  }
}
