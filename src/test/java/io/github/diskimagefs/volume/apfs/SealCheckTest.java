package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Sealed volumes, built after the Apple File System Reference (2020-06-22, "Sealed Volumes").
 * Object identifiers in hashed nodes count from the root's, as two independent readers found on
 * volumes of macOS.
 */
class SealCheckTest {
  private final byte[] content = new byte[3 * ApfsImage.BLOCK + 100];

  SealCheckTest() {
    new Random(3).nextBytes(content);
  }

  private ApfsVolumeImage sealed() {
    ApfsVolumeImage volume = ApfsImage.named("Sealed").recordsInANode(4);
    for (int i = 0; i < 40; i++) {
      volume.file("file" + i, "content " + i);
    }
    return volume.file("large", content).dataHashes("large", content, 2).seal(true);
  }

  /** Returns the image with one byte changed that follows some others. */
  private static byte[] changed(byte[] image, byte[] others) {
    for (int i = 0; i < image.length - others.length; i++) {
      if (Arrays.equals(image, i, i + others.length, others, 0, others.length)) {
        byte[] copy = image.clone();
        copy[i + others.length] ^= 1;
        return copy;
      }
    }
    throw new IllegalArgumentException("not found");
  }

  @Test
  void childrenOfHashedNodesAreFound() throws IOException {
    Volume volume = Apfs.open(sealed());
    assertThat(Apfs.bytes(volume.open(Apfs.node(volume, "large"))), is(content));
    assertThat(
        new String(Apfs.bytes(volume.open(Apfs.node(volume, "file39"))), UTF_8), is("content 39"));
  }

  @Test
  void hashesOfNodesAndOfDataAreCompared() throws IOException {
    String figures = Apfs.open(sealed()).checkStructures();
    assertThat(figures, containsString("2 ranges of files with the hash of the seal"));
  }

  @Test
  void changedDataAreFound() throws IOException {
    byte[] image = sealed().bytes();
    Volume volume = Apfs.open(changed(image, Arrays.copyOf(content, 5000)));
    MalformedImageException e =
        assertThrows(MalformedImageException.class, volume::checkStructures);
    assertThat(e.getMessage(), containsString("data of inode"));
  }

  @Test
  void aChangedNodeWithARightChecksumIsFound() throws IOException {
    byte[] image = sealed().bytes();
    for (int start = 0; start < image.length; start += ApfsImage.BLOCK) {
      byte[] node = Arrays.copyOfRange(image, start, start + ApfsImage.BLOCK);
      boolean leaf = node[24] == 3 && node[28] == 0x0E && node[34] == 0;
      if (leaf) {
        node[ApfsImage.BLOCK / 2] ^= 1; // free space between keys and values
        ApfsImage.seal(node);
        System.arraycopy(node, 0, image, start, node.length);
        break;
      }
    }
    Volume volume = Apfs.open(image);
    MalformedImageException e =
        assertThrows(MalformedImageException.class, volume::checkStructures);
    assertThat(e.getMessage(), containsString("file-system node"));
    assertThat(e.getMessage(), containsString("hash of the seal"));
  }

  @Test
  void hashesOfABrokenSealAreNotCompared() throws IOException {
    byte[] other = content.clone();
    other[0] ^= 1;
    ApfsVolumeImage volume =
        ApfsImage.named("Broken").file("large", content).dataHashes("large", other, 2).seal(false);
    assertThat(Apfs.open(volume).checkStructures(), containsString("the seal is broken"));
  }
}
