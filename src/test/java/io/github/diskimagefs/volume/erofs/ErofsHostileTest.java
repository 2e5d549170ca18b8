package io.github.diskimagefs.volume.erofs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.image.Resources;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.Volumes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Volumes with damaged structures. */
class ErofsHostileTest {
  private static final int SUPERBLOCK = 1024;

  private final byte[] image = Resources.unpacked("erofs/lz4-all.erofs");
  private final ByteBuffer fields = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);

  private Volume open() throws IOException {
    return Volumes.open(new ErofsFormat(), image);
  }

  /** Returns the byte position of an inode. */
  private int inode(String path) throws IOException {
    long nid = (Long) Volumes.find(open(), path).key();
    return (fields.getInt(SUPERBLOCK + 0x28) << 12) + (int) nid * 32;
  }

  private void fails(String path, String message) throws IOException {
    Volume volume = open();
    IOException error = assertThrows(IOException.class, () -> Volumes.read(volume, path));
    assertThat(error.getMessage(), containsString(message));
  }

  private void refused(String message) {
    IOException error = assertThrows(IOException.class, this::open);
    assertThat(error.getMessage(), containsString(message));
  }

  @Test
  void featuresThatAreNotReadAreNamed() {
    fields.putInt(SUPERBLOCK + 0x50, 0x8000_01A3);
    UnsupportedImageException error = assertThrows(UnsupportedImageException.class, this::open);
    assertThat(error.feature(), is("EROFS with the feature 48bit metabox FEATURE_I31"));
  }

  @Test
  void blockSizesThatDoNotExistAreAnError() {
    image[SUPERBLOCK + 0xC] = 17;
    refused("512 to 65536");
  }

  @Test
  void directoryBlocksOfAnotherSizeAreRefused() {
    image[SUPERBLOCK + 0x5A] = 1;
    refused("directory blocks");
  }

  @Test
  void aWrongChecksumIsAnErrorUnderVerificationAlone() throws IOException {
    image[SUPERBLOCK + 0x45] ^= 1;
    assertThat(open().properties().get("checksum"), is("wrong"));
    assertThrows(MalformedImageException.class, () -> open().checkStructures());
    assertThrows(
        MalformedImageException.class,
        () -> Volumes.open(new ErofsFormat(), image, Map.of("verify", "true")));
  }

  @Test
  void aDamagedInodeIsAnErrorOfItsFileAlone() throws IOException {
    fields.putShort(inode("/tail"), (short) 0x8000);
    Volume volume = open();
    Node tail = Volumes.find(volume, "/tail");
    assertThat(tail.kind(), is(Node.Kind.FILE));
    assertThrows(UnsupportedImageException.class, () -> volume.open(tail));
    assertThat(Volumes.text(volume, "/small"), is("short\n"));
  }

  @Test
  void aFileTypeThatDoesNotExistIsAnError() throws IOException {
    fields.putShort(inode("/tail") + 4, (short) 0xF000);
    fails("/tail", "is of no file type");
  }

  @Test
  void compressedFilesLargerThanTheirIndexAreAnError() throws IOException {
    int inode = inode("/mixed");
    fields.putLong(inode + 8, 1L << 50);
    Volume volume = open();
    Node mixed = Volumes.find(volume, "/mixed");
    assertThrows(IOException.class, () -> volume.open(mixed).requireWhole());
  }

  @Test
  void algorithmsThatAreNotKnownAreNamed() throws IOException {
    int inode = inode("/mixed");
    int header = (inode + 64 + 7) & ~7;
    image[header + 6] = 0x77;
    fails("/mixed", "EROFS compression algorithm 7");
  }

  @Test
  void aFragmentWithoutAPackedInodeIsAnError() throws IOException {
    fields.putLong(SUPERBLOCK + 0x60, 0);
    fails("/mixed", "no packed inode");
  }

  @Test
  void aDirectoryWithinItselfIsNotWalkedAgain() throws IOException {
    int many = inode("/many");
    Volume before = open();
    long root = (Long) before.root().key();
    int block = fields.getInt(many + 0x10) << 12;
    fields.putLong(block + 24, root); // the first entry after . and ..
    image[block + 24 + 10] = 2;
    Volume volume = open();
    Node entry = Volumes.find(volume, "/many/entry-0000");
    assertThat(entry.kind(), is(Node.Kind.DIRECTORY));
    assertThrows(MalformedImageException.class, () -> volume.children(entry));
  }

  @Test
  void namesThatPassTheirBlockAreAnErrorAfterTheOtherEntries() throws IOException {
    int many = inode("/many");
    int block = fields.getInt(many + 0x10) << 12;
    fields.putShort(block + 24 + 8, (short) 5000);
    Volume volume = open();
    assertThrows(MalformedImageException.class, () -> Volumes.names(volume, "/many"));
    assertThat(Volumes.text(volume, "/many/entry-0299"), is("299"));
  }

  @Test
  void devicesPastTheEndAreAnError() {
    fields.putInt(SUPERBLOCK + 0x50, fields.getInt(SUPERBLOCK + 0x50) | 8);
    fields.putShort(SUPERBLOCK + 0x56, (short) -1);
    fields.putShort(SUPERBLOCK + 0x58, (short) -1);
    refused("65535 devices");
  }
}
