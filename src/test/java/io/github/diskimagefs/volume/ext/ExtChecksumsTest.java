package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.ExtImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Checksums of all structures, compared on request. */
class ExtChecksumsTest extends ExtVolumes {

  private static String structureOf(byte[] image) {
    MalformedImageException error =
        assertThrows(MalformedImageException.class, () -> open(image).checkStructures());
    assertThat(error.getMessage(), containsString("checksum"));
    return error.structure();
  }

  private static byte[] changed(byte[] image, int position) {
    image[position] ^= 1;
    return image;
  }

  /** Returns where the block is that a field of the first group descriptor names. */
  private static int block(byte[] image, int field) {
    return ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getInt(2048 + field) * 1024;
  }

  @Test
  void validVolumesAreCheckedCompletely() throws IOException {
    assertThat(
        open(ExtImages.contract()).checkStructures(),
        is("1 group descriptors, 2 bitmaps, 34 inodes, 0 extent nodes, 7 directory blocks"));
    assertThat(
        open(ExtImages.features()).checkStructures(),
        containsString("1 group descriptors, 2 bitmaps"));
  }

  @Test
  void volumesWithoutChecksumsHaveNothingToCheck() throws IOException {
    assertThat(open(ExtImages.classic()).checkStructures(), is(nullValue()));
  }

  @Test
  void findsChangesOfTheSuperblock() {
    byte[] image = ExtImages.contract();
    assertThat(structureOf(changed(image, 1024 + 0x78)), is("superblock")); // s_volume_name
  }

  @Test
  void findsChangesOfBitmaps() {
    byte[] image = ExtImages.contract();
    assertThat(structureOf(changed(image, block(image, 0) + 63)), is("block bitmap"));
    byte[] other = ExtImages.contract();
    assertThat(structureOf(changed(other, block(other, 4) + 7)), is("inode bitmap"));
  }

  @Test
  void findsChangesOfInodesAndDirectories() throws IOException {
    byte[] image = ExtImages.contract();
    assertThat(structureOf(changed(image, inodeOf(image, "nothing") + 2)), is("inode"));
    byte[] other = ExtImages.contract();
    int entry = find(other, "Makefile".getBytes(UTF_8));
    assertThat(structureOf(changed(other, entry)), is("directory block"));
  }

  @Test
  void findsChangesOfTheHashTreeOfADirectory() throws IOException {
    byte[] image = ExtImages.verity();
    int inode = inodeOf(image, "indexed");
    int root =
        ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getInt(inode + 0x28 + 20) * 1024;
    assertThat(structureOf(changed(image, root + 32 + 8)), is("directory block"));
  }

  @Test
  void findsChangesOfExtentNodes() {
    byte[] image = ExtImages.features();
    int node = -1;
    for (int start = 4096; start < image.length && node < 0; start += 1024) {
      ByteBuffer block = ByteBuffer.wrap(image, start, 1024).slice().order(ByteOrder.LITTLE_ENDIAN);
      node = (block.getShort(0) & 0xFFFF) == 0xF30A && block.getShort(2) > 4 ? start : -1;
    }
    assertThat(node > 0, is(true));
    assertThat(structureOf(changed(image, node + 8)), is("extent tree node")); // eh_generation
  }
}
