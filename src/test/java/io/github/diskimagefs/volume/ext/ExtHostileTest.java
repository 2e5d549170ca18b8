package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.ExtImages;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A volume with damaged structures. */
class ExtHostileTest extends ExtVolumes {
  private static final int EXTENT_HEADER = 0xF30A;

  private final byte[] image = ExtImages.contract();
  private final ByteBuffer fields = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);

  /** Makes an inode's extent tree of depth 1 with one leaf. */
  private void index(int inode, int leaf) {
    int root = inode + Inode.BLOCK_OFFSET;
    fields.putShort(root, (short) EXTENT_HEADER).putShort(root + 2, (short) 1);
    fields.putShort(root + 4, (short) 4).putShort(root + 6, (short) 1);
    fields.putInt(root + 12, 0).putInt(root + 16, leaf).putShort(root + 20, (short) 0);
  }

  @Test
  void anExtentTreeThatLeadsBackToItselfIsAnError() throws IOException {
    int inode = inodeOf(image, "hello.txt");
    int block = 400;
    index(inode, block);
    System.arraycopy(image, inode + Inode.BLOCK_OFFSET, image, block * 1024, 60);
    fields.putInt(block * 1024 + 16, block);
    MalformedImageException error =
        assertThrows(MalformedImageException.class, () -> text(open(image), "hello.txt"));
    assertThat(error.getMessage(), containsString("eh_depth 0"));
  }

  @Test
  void aJournalForOtherVolumesIsNamed() {
    fields.putInt(1024 + 0x60, 8); // journal_dev
    fields.putInt(1024, 0).putInt(1024 + 0x28, 0); // s_inodes_count, s_inodes_per_group
    Exception error = assertThrows(UnsupportedImageException.class, () -> open(image));
    assertThat(error.getMessage(), containsString("external journal"));
  }

  @Test
  void extentsOutOfTheVolumeAreAnError() throws IOException {
    int extent = inodeOf(image, "hello.txt") + Inode.BLOCK_OFFSET + 12;
    fields.putInt(extent + 8, 511).putShort(extent + 4, (short) 2);
    assertThrows(MalformedImageException.class, () -> text(open(image), "hello.txt"));
  }

  @Test
  void extentsThatAreAllocatedAndNotWrittenAreZeros() throws IOException {
    int extent = inodeOf(image, "hello.txt") + Inode.BLOCK_OFFSET + 12;
    fields.putShort(extent + 4, (short) (0x8000 + 1));
    assertThat(text(open(image), "hello.txt"), is("\0\0\0\0\0"));
  }

  @Test
  void sizesThatNoFileCanHaveAreAnErrorOfThatFile() throws IOException {
    int inode = inodeOf(image, "hello.txt");
    fields.putInt(inode + 0x6C, Integer.MAX_VALUE); // i_size_high
    assertThrows(MalformedImageException.class, () -> text(open(image), "hello.txt"));
    fields.putInt(inode + 0x6C, -1);
    Volume volume = open(image);
    Node node = child(volume, "hello.txt");
    assertThat(node.kind(), is(Node.Kind.FILE));
    assertThrows(MalformedImageException.class, () -> volume.open(node));
    assertThat(text(volume, "Makefile"), is("all:"));
  }

  @Test
  void holesOfTheLargestFileCostNothing() throws IOException {
    int inode = inodeOf(image, "nothing");
    fields.putInt(inode + 4, 0).putInt(inode + 0x6C, 1 << 10); // 4 TiB of 1 KiB blocks
    Volume volume = open(image);
    assertThat(volume.open(child(volume, "nothing")).size(), is(1L << 42));
  }

  @Test
  void aDirectoryWithinItselfIsAnError() throws IOException {
    int entry = find(image, new byte[] {4, 2, 'd', 'e', 'e', 'p'}) - 6;
    Volume before = open(image);
    fields.putInt(entry, (int) (long) (Long) child(before, "docs").key());
    Volume volume = open(image);
    Node deep = child(volume, "docs/deep");
    assertThat(deep.kind(), is(Node.Kind.DIRECTORY));
    assertThrows(MalformedImageException.class, () -> volume.children(deep));
  }

  @Test
  void entriesAfterABrokenOneOfTheSameBlockAreMissingAndTheErrorComesLast() throws IOException {
    int entry = find(image, "readme.md".getBytes(UTF_8)) - 8;
    fields.putShort(entry + 4, (short) 4); // rec_len
    Volume volume = open(image);
    NodeCursor children = volume.children(child(volume, "docs"));
    MalformedImageException error =
        assertThrows(
            MalformedImageException.class,
            () -> {
              while (children.next() != null) {
                // the entries before
              }
            });
    assertThat(error.getMessage(), containsString("rec_len 4"));
  }

  @Test
  void entriesOfInodesThatAreFreeAreShownAndFail() throws IOException {
    int inode = inodeOf(image, "hello.txt");
    fields.putShort(inode, (short) 0); // i_mode
    Volume volume = open(image);
    assertThat(names(volume, volume.root()), hasItem("hello.txt"));
    assertThrows(MalformedImageException.class, () -> text(volume, "hello.txt"));
  }

  @Test
  void theFirstCopyStandsInForADamagedSuperblock() throws IOException {
    byte[] large = Arrays.copyOf(image, 8193 * 1024 + 2048);
    System.arraycopy(image, 1024, large, 8193 * 1024, 1024);
    large[8193 * 1024 + 0x5A] = 1; // s_block_group_nr
    Arrays.fill(large, 1024, 2048, (byte) 0);
    VolumeSource source = VolumeSource.of(new ArraySource(large), 512, new ChunkCache(1 << 20));
    assertThat(new ExtFormat().probe(source), is(Recognition.REMAINS));
    assertThat(text(open(large), "hello.txt"), is("Hello"));
    assertThat(names(open(large), open(large).root()), hasSize(13));
  }

  @Test
  void aCopyOnAPartitionedDiskIsThatOfAPartition() throws IOException {
    byte[] large = Arrays.copyOf(image, 8193 * 1024 + 2048);
    System.arraycopy(image, 1024, large, 8193 * 1024, 1024);
    large[8193 * 1024 + 0x5A] = 1;
    Arrays.fill(large, 1024, 2048, (byte) 0);
    large[510] = 0x55;
    large[511] = (byte) 0xAA;
    VolumeSource source = VolumeSource.of(new ArraySource(large), 512, new ChunkCache(1 << 20));
    assertThat(new ExtFormat().probe(source), is(Recognition.NONE));
  }
}
