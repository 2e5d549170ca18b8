package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static Volume verified(byte[] image) throws IOException {
    return Apfs.views(image, Map.of("verify", true)).get(0).open();
  }

  private static byte[] read(Volume volume, String path, int position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    volume.open(Apfs.node(volume, path)).readFully(position, bytes);
    return bytes.array();
  }

  @Test
  void withVerifyEachReadComparesTheRangesThatItTouches() throws IOException {
    byte[] image = changed(sealed().bytes(), Arrays.copyOf(content, 5000));
    Volume volume = verified(image);
    assertThat(read(volume, "large", 8192, 4196), is(Arrays.copyOfRange(content, 8192, 12388)));
    MalformedImageException e =
        assertThrows(MalformedImageException.class, () -> read(volume, "large", 8191, 2));
    assertThat(e.getMessage(), containsString("data of inode 56, bytes 0 to 8191: "));
    assertThat(e.expected().orElse(""), startsWith("SHA-256 "));
    assertThat(e.found().orElse("").length(), is(64));
    assertThat(read(Apfs.open(image), "large", 8191, 1)[0], is(content[8191]));
  }

  @Test
  void withVerifyAllOfAFileIsReadAcrossItsRanges() throws IOException {
    Volume volume = verified(sealed().bytes());
    assertThat(Apfs.bytes(volume.open(Apfs.node(volume, "large"))), is(content));
    assertThat(Apfs.text(volume, "file39"), is("content 39"));
  }

  @Test
  void withVerifyNodesAreComparedWhenTheyAreRead() throws IOException {
    byte[] image = sealed().bytes();
    for (int start = 0; start < image.length; start += ApfsImage.BLOCK) {
      byte[] node = Arrays.copyOfRange(image, start, start + ApfsImage.BLOCK);
      if (node[24] == 3 && node[28] == 0x0E && node[34] == 0) { // each leaf
        node[ApfsImage.BLOCK / 2] ^= 1;
        ApfsImage.seal(node);
        System.arraycopy(node, 0, image, start, node.length);
      }
    }
    assertThat(Apfs.text(Apfs.open(image), "file3"), is("content 3"));
    MalformedImageException e = assertThrows(MalformedImageException.class, () -> verified(image));
    assertThat(e.getMessage(), containsString("hash of the seal"));
  }

  @Test
  void bytesAfterTheEndOfAFileCountAsZeros() throws IOException {
    byte[] image = changed(sealed().bytes(), Arrays.copyOfRange(content, 12288, content.length));
    assertThat(Apfs.bytes(open(Apfs.open(image), "large")), is(content));
    assertThat(Apfs.open(image).checkStructures(), containsString("2 ranges"));
  }

  @Test
  void errorsNameTheFile() throws IOException {
    byte[] image =
        ApfsImage.named("v")
            .file("docs/large", content)
            .dataHashes("docs/large", content, 2)
            .seal(true)
            .bytes();
    Volume volume = Apfs.open(changed(image, Arrays.copyOf(content, 5000)));
    MalformedImageException e =
        assertThrows(MalformedImageException.class, volume::checkStructures);
    assertThat(e.path().orElse(""), is("/docs/large"));
  }

  @Test
  void hashesThatDoNotCoverAFileAreAnError() throws IOException {
    byte[] image =
        ApfsImage.named("v")
            .file("f", content)
            .dataHashes("f", Arrays.copyOf(content, 8192), 2)
            .seal(true)
            .bytes();
    Volume volume = verified(image);
    assertThat(read(volume, "f", 0, 8192), is(Arrays.copyOf(content, 8192)));
    MalformedImageException e =
        assertThrows(MalformedImageException.class, () -> read(volume, "f", 8192, 1));
    assertThat(e.getMessage(), containsString("no hash of byte 8192"));
  }

  private static byte[] stored(String text) {
    return ("\u000F" + text).getBytes(UTF_8); // as it is, after a byte that says so
  }

  private static ApfsVolumeImage compressed(String shown, String hashed) {
    return ApfsImage.named("v")
        .compressed("inline", 9, shown.length(), stored(shown))
        .dataHashes("inline", hashed.getBytes(UTF_8), 2)
        .seal(true);
  }

  @Test
  void hashesOfCompressedFilesAreOfTheirContent() throws IOException {
    assertThat(
        Apfs.open(compressed("abc", "abc")).checkStructures(), containsString("1 ranges of files"));
    assertThat(Apfs.text(verified(compressed("abc", "abc").bytes()), "inline"), is("abc"));
    Volume other = Apfs.open(compressed("abc", "abd"));
    MalformedImageException e = assertThrows(MalformedImageException.class, other::checkStructures);
    assertThat(e.path().orElse(""), is("/inline"));
    Volume verified = verified(compressed("abc", "abd").bytes());
    assertThrows(MalformedImageException.class, () -> Apfs.text(verified, "inline"));
  }

  private ApfsVolumeImage fork(byte[] hashed) {
    ByteBuffer fork = ByteBuffer.allocate(8 + 1 + content.length).order(ByteOrder.LITTLE_ENDIAN);
    fork.putInt(8).putInt(9 + content.length).put((byte) 0x0F).put(content);
    return ApfsImage.named("v")
        .compressed("f", 10, content.length, new byte[0])
        .longAttribute("f", "com.apple.ResourceFork", fork.array())
        .forkHashes("f", hashed, 2)
        .seal(true);
  }

  @Test
  void theResourceForkOfACompressedFileMayHaveTheHashes() throws IOException {
    assertThat(Apfs.open(fork(content)).checkStructures(), containsString("2 ranges of files"));
    assertThat(Apfs.bytes(open(verified(fork(content).bytes()), "f")), is(content));
    Volume other = verified(fork(new byte[content.length]).bytes());
    assertThrows(MalformedImageException.class, () -> Apfs.bytes(open(other, "f")));
  }

  private static ByteSource open(Volume volume, String path) throws IOException {
    return volume.open(Apfs.node(volume, path));
  }

  @Test
  void hashesOfOtherStreamsAreNotChecked() throws IOException {
    ApfsVolumeImage volume =
        ApfsImage.named("v")
            .file("f", "plain")
            .longAttribute("f", "com.apple.ResourceFork", content)
            .forkHashes("f", content, 2)
            .seal(true);
    assertThat(
        Apfs.open(volume).checkStructures(),
        containsString(
            "0 ranges of files with the hash of the seal, 2 further hashes not checked"));
  }

  @Test
  void errorsOfReadingNameTheFileAndThePlaceInTheImage(@TempDir Path folder) throws IOException {
    byte[] image = changed(sealed().bytes(), Arrays.copyOf(content, 5000));
    Path file = Files.write(folder.resolve("sealed.dmg"), image);
    try (FileSystem volume = DiskImages.open(file, Map.of("verify", true))) {
      MalformedImageException e =
          assertThrows(
              MalformedImageException.class, () -> Files.readAllBytes(volume.getPath("/large")));
      assertThat(e.path().orElse(""), is("/large"));
      byte[] start = Arrays.copyOfRange(image, (int) e.offset(), (int) e.offset() + 5000);
      assertThat(start, is(Arrays.copyOf(content, 5000)));
    }
    assertThat(DiskImages.verify(file, Map.of()).status(), is(VerifyStatus.DAMAGED));
  }
}
