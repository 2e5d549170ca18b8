package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.VerifyResult;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.ZeroSource;
import io.github.diskimagefs.image.ExtImages;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with fs-verity, whose trees and descriptors the program fsverity made. */
class ExtVerityTest extends ExtVolumes {
  private static final int TREE = 655_360; // of the file "levels"

  private static String repeated(String line, int length) {
    return line.repeat(length / line.length() + 1).substring(0, length);
  }

  private final String levels = repeated("verity\n", 600_000);

  /** Returns where a position of the file "levels" is in the image: its extents are in a leaf. */
  private static int levelsAt(byte[] image, long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int leaf = bytes.getInt(inodeOf(image, "levels") + 0x28 + 12 + 4) * 1024; // ei_leaf
    for (int i = 1; i <= bytes.getShort(leaf + 2); i++) {
      int extent = leaf + 12 * i;
      long within = position - bytes.getInt(extent) * 1024L;
      if (within >= 0 && within < bytes.getShort(extent + 4) * 1024L) {
        return (int) (bytes.getInt(extent + 8) * 1024L + within);
      }
    }
    throw new AssertionError("in a hole");
  }

  private static byte[] changed(long position) throws IOException {
    byte[] image = ExtImages.verity();
    image[levelsAt(image, position)] ^= 1;
    return image;
  }

  private static byte[] read(byte[] image, int position, int length) throws IOException {
    ByteSource content = open(image, "verify").open(child(open(image, "verify"), "levels"));
    ByteBuffer bytes = ByteBuffer.allocate(length);
    content.readFully(position, bytes);
    return bytes.array();
  }

  @Test
  void readsFilesWithTheirHashes() throws IOException {
    Volume volume = open(ExtImages.verity(), "verify");
    assertThat(text(volume, "levels"), is(levels));
    assertThat(text(volume, "salted"), is(repeated("salted\n", 70_000)));
    assertThat(text(volume, "block"), is("one block"));
    assertThat(text(volume, "empty"), is(""));
  }

  @Test
  void extentsOfDataAndHashesMayBeThoseOfFastCommits() throws IOException {
    byte[] image = ExtImages.verity();
    int position = inodeOf(image, "levels");
    long number = (Long) child(open(image), "levels").key();
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int leaf = bytes.getInt(position + 0x28 + 12 + 4) * 1024; // ei_leaf
    FastCommits changes = new FastCommits(null);
    for (int i = 1; i <= bytes.getShort(leaf + 2); i++) {
      int extent = leaf + 12 * i;
      changes
          .extents(number)
          .add(bytes.getInt(extent), bytes.getShort(extent + 4), bytes.getInt(extent + 8));
    }
    changes.extents(number).remove(10_000, 5);
    bytes.putShort(leaf + 2, (short) 0); // eh_entries

    ByteSource volume = new ArraySource(image);
    Superblock superblock = SuperblockFinder.find(volume);
    ChunkCache cache = new ChunkCache(1 << 20);
    MetadataChecksums checksums = new MetadataChecksums(superblock, false);
    MetadataBlocks blocks = new MetadataBlocks(volume, cache, superblock);
    BlockGroups groups = new BlockGroups(superblock, blocks, checksums);
    InodeTable inodes = InodeTable.of(superblock, groups, volume, cache, checksums, changes);
    InodeContent contents = new InodeContent(blocks, inodes);
    assertThat(text(contents.verified(inodes.read(number))), is(levels));
  }

  @Test
  void checksAllFiles() throws IOException {
    assertThat(
        open(ExtImages.verity()).checkStructures(), containsString("4 files with fs-verity"));
  }

  @Test
  void findsChangedDataWhenTheyAreRead() throws IOException {
    byte[] image = changed(300_000);
    assertThat(new String(read(image, 0, 299_008), UTF_8), is(levels.substring(0, 299_008)));
    MalformedImageException error =
        assertThrows(MalformedImageException.class, () -> read(image, 299_008, 1));
    assertThat(error.structure(), containsString("bytes 299008 to 303103"));
    assertThat(error.expected().orElse(""), startsWith("SHA-256 "));
    assertThat(text(open(image), "levels").length(), is(600_000));
    error = assertThrows(MalformedImageException.class, () -> open(image).checkStructures());
    assertThat(error.path().orElse(""), is("/levels"));
  }

  @Test
  void findsChangedHashes() throws IOException {
    byte[] leaf = changed(TREE + 2 * 4096);
    MalformedImageException error =
        assertThrows(MalformedImageException.class, () -> read(leaf, 128 * 4096, 1));
    assertThat(error.structure(), is("Merkle tree block 2"));
    assertThat(read(leaf, 0, 1)[0], is((byte) 'v'));
    byte[] root = changed(TREE);
    error = assertThrows(MalformedImageException.class, () -> read(root, 0, 1));
    assertThat(error.structure(), is("Merkle tree block 0"));
  }

  @Test
  void refusesDescriptorsOfAnotherFile() throws IOException {
    int descriptor = TREE + 3 * 4096;
    for (int field : new int[] {0, 1, 2, 8, 1021}) { // version, algorithm, block, size, length
      byte[] image = changed(descriptor + field);
      assertThrows(MalformedImageException.class, () -> read(image, 0, 1));
    }
  }

  @Test
  void refusesMoreDataWithHashesThanTheVolumeHasRoomFor() throws IOException {
    byte[] image = ExtImages.verity();
    image[1024 + 0x65] &= ~0x04; // s_feature_ro_compat: no metadata_csum
    assertThat(open(image).checkStructures(), containsString("4 files with fs-verity"));
    System.arraycopy(
        image, inodeOf(image, "levels"), image, inodeOf(image, "salted"), Inode.CLASSIC_LENGTH);
    MalformedImageException error =
        assertThrows(MalformedImageException.class, () -> open(image).checkStructures());
    assertThat(error.getMessage(), containsString("more data and hashes with fs-verity"));
  }

  @Test
  void readsNoHolesToCompareThem() throws Exception {
    long size = 16 << 20;
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    byte[] leaf = block(sha.digest(new byte[4096]));
    byte[] root = Arrays.copyOf(block(sha.digest(leaf)), 4096);
    Arrays.fill(root, 32 * 32, 4096, (byte) 0); // of 32 leaves
    ByteBuffer descriptor = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    descriptor.put(new byte[] {1, 1, 12, 0}).putLong(8, size).position(16).put(sha.digest(root));
    descriptor.putInt(4092, 256);
    List<ByteSource> parts = new ArrayList<>(List.of(new ZeroSource(size), new ArraySource(root)));
    for (int i = 0; i < 32; i++) {
      parts.add(new ArraySource(leaf));
    }
    parts.add(new ArraySource(descriptor.array()));
    Inode file = new Inode(12, 0100644, 0, 0, size, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    VerityContent content =
        VerityContent.open(
            file, ConcatSource.of(parts), 4096, (block, loader) -> loader.load(block));
    assertThat(content.storedLength(), is(0L));
    assertThat(content.treeLength(), is(33 * 4096L));
    assertThat(content.verifyAll(), is(4096L));
  }

  private static byte[] block(byte[] hash) {
    byte[] block = new byte[4096];
    for (int i = 0; i < block.length; i += hash.length) {
      System.arraycopy(hash, 0, block, i, hash.length);
    }
    return block;
  }

  @Test
  void errorsNameTheFileAndThePlaceInTheImage(@TempDir Path folder) throws IOException {
    byte[] image = changed(300_000);
    Path file = Files.write(folder.resolve("verity.img"), image);
    try (FileSystem volume = DiskImages.open(file, Map.of("verify", true))) {
      MalformedImageException error =
          assertThrows(
              MalformedImageException.class, () -> Files.readAllBytes(volume.getPath("/levels")));
      assertThat(error.path().orElse(""), is("/levels"));
      assertThat(error.offset(), is((long) levelsAt(image, 299_008)));
    }
    VerifyResult result = DiskImages.verify(file, Map.of());
    assertThat(result.status(), is(VerifyStatus.DAMAGED));
  }
}
