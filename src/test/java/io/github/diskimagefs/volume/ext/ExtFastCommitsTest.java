package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.image.ExtImages;
import io.github.diskimagefs.image.FastCommitImage;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtFastCommitsTest extends ExtVolumes {
  private static final int B1 = 11;
  private static final int B2 = 12;
  private static final int B7 = 17;
  private static final int FRAG = 27;

  private final FastCommitImage commits = new FastCommitImage();

  private static String journal(Volume volume) throws IOException {
    return volume.properties().get("journal");
  }

  private static int links(Volume volume, String path) throws IOException {
    return child(volume, path).unix().nlink();
  }

  @Test
  void entriesAreThoseThatLinuxShowsAfterItsReplay() throws IOException {
    Volume volume = open(ExtImages.fastCommits());
    assertThat(
        names(volume, volume.root()),
        containsInAnyOrder(
            "b1", "b5", "b6", "b7", "b8", "d", "e", "frag", "hard5", "l1", "last", "long", "n1",
            "n2", "names", "newdir", "pre", "punch", "renamed", "stale", "z"));
    assertThat(names(volume, child(volume, "e")), contains("b4"));
    assertThat(names(volume, child(volume, "newdir")), containsInAnyOrder("sub", "x"));
    assertThat(text(volume, "newdir/sub/y"), is("y\n"));
    assertThat(journal(volume), is("yes, 18 blocks and 17 fast commits replayed in memory"));
  }

  @Test
  void directoriesWithAnIndexHaveTheNewNames() throws IOException {
    Volume volume = open(ExtImages.fastCommits());
    List<String> expected = new ArrayList<>();
    for (int i = 10; i < 50; i++) {
      if (i != 30) {
        expected.add(
            (i < 25 ? "renamed-in-a-directory-with-an-index-" : "an-entry-of-an-index-") + i);
      }
    }
    assertThat(
        names(volume, child(volume, "names")), containsInAnyOrder(expected.toArray(new String[0])));
    for (String name : expected) {
      assertThat(text(volume, "names/" + name), is("base8\n"));
    }
    assertThat(volume.child(child(volume, "names"), "an-entry-of-an-index-10"), is(nullValue()));
  }

  @Test
  void filesHaveTheNewContent() throws IOException {
    Volume volume = open(ExtImages.fastCommits());
    assertThat(text(volume, "b1"), is("base1\nmore\n"));
    assertThat(text(volume, "b6"), is("over\n"));
    assertThat(text(volume, "n2"), is("n2\n".repeat(1000)));
    assertThat(text(volume, "long"), is("y\n".repeat(1500) + "\0".repeat(3000)));
    String punched = "hole\n".repeat(1800);
    assertThat(
        text(volume, "punch"),
        is(punched.substring(0, 2048) + "\0".repeat(4096) + punched.substring(6144)));
    assertThat(text(volume, "pre"), is("\0".repeat(3000) + "hello"));
    byte[] frag = new byte[20483];
    for (int i = 1; i < 12; i += 2) {
      byte[] part = (i == 3 ? "PART3" : i == 5 ? "" : "part" + i).getBytes(UTF_8);
      System.arraycopy(part, 0, frag, i * 1024, part.length);
    }
    System.arraycopy("end".getBytes(UTF_8), 0, frag, 20480, 3);
    assertThat(bytes(volume.open(child(volume, "frag"))), is(frag));
  }

  @Test
  void attributesAndLinksAreTheNewOnes() throws IOException {
    Volume volume = open(ExtImages.fastCommits());
    Node changed = child(volume, "b7");
    assertThat(changed.unix().mode(), is(0100640));
    assertThat(changed.unix().uid(), is(5L));
    assertThat(changed.unix().gid(), is(70000L));
    assertThat(changed.modified(), is(FileTime.from(Instant.ofEpochSecond(1_000_000))));
    assertThat(links(volume, "b5"), is(2));
    assertThat(links(volume, "b8"), is(40));
    assertThat(volume.root().unix().nlink(), is(6));
    assertThat(links(volume, "newdir"), is(3));
    assertThat(links(volume, "newdir/sub"), is(2));
  }

  @Test
  void verifyCountsThem() throws IOException {
    Volume volume = open(ExtImages.fastCommits(), "verify");
    assertThat(text(volume, "b1"), is("base1\nmore\n"));
    assertThat(volume.checkStructures(), containsString(", 17 fast commits"));
  }

  @Test
  void thoseFromADamagedOneOnAreIgnored() throws IOException {
    byte[] image = ExtImages.fastCommits();
    image[commits.start() + 2 * 1024 + 20] ^= 1;
    Volume volume = open(image);
    assertThat(
        journal(volume),
        allOf(
            containsString("2 fast commits replayed in memory, fast commits from block 1027 "),
            containsString("ignored: checksum ")));
    assertThat(volume.checkStructures(), containsString("ignored: checksum"));
    assertThat(text(volume, "b1"), is("base1\nmore\n"));
    assertThat(names(volume, volume.root()), hasItem("b2"));
  }

  @Test
  void aDamagedFirstOneLeavesTheTransactions() throws IOException {
    byte[] image = ExtImages.fastCommits();
    image[commits.start() + 30] ^= 1;
    Volume volume = open(image);
    assertThat(text(volume, "stale"), is("29\n"));
    assertThat(
        journal(volume),
        containsString("yes, 18 blocks replayed in memory, fast commits from block 1025 of"));
  }

  @Test
  void thoseOfAnEarlierTransactionAreNone() throws IOException {
    byte[] image = ExtImages.fastCommits();
    image[commits.start() + 8]--; // fc_tid
    assertThat(journal(open(image)), is("yes, 18 blocks replayed in memory"));
  }

  @Test
  void anUnknownFeatureIsNamed() throws IOException {
    byte[] image = ExtImages.fastCommits();
    image[commits.start() + 4] = 2; // fc_features
    assertThat(journal(open(image)), containsString("ignored: feature 0x2"));
  }

  @Test
  void recordsAfterTheLastTailAreOfNoFastCommit() throws IOException {
    commits.unlink(2, B1, "b1").commit().unlink(2, B2, "b2");
    Volume volume = open(commits.build());
    assertThat(journal(volume), containsString("ignored: tag 0"));
    assertThat(names(volume, volume.root()), allOf(hasItem("b2"), not(hasItem("b1"))));
  }

  @Test
  void tagsThatDoNotExistAndLengthsOutOfBoundsEndTheScan() throws IOException {
    assertThat(
        journal(open(commits.raw(10, new byte[4]).commit().build())), containsString("tag 10"));
    for (int tag = 1; tag < 7; tag++) {
      Volume volume = open(new FastCommitImage().raw(tag, new byte[3]).commit().build());
      assertThat(journal(volume), containsString("ignored: tag " + tag + " of 3 bytes"));
    }
  }

  @Test
  void aNewFileHasNothingOfTheDeletedOneOfItsNumber() throws IOException {
    byte[] image =
        commits.inode(FRAG, inode -> inode.putInt(0x64, 77)).add(FRAG, 1, 1, 30).commit().build();
    byte[] content = bytes(open(image).open(child(open(image), "frag")));
    assertThat(content.length, is(11 * 1024 + 6));
    for (int at = 0; at < content.length; at++) {
      assertThat(content[at], is(at >= 1024 && at < 2048 ? image[30 * 1024 + at - 1024] : 0));
    }
  }

  @Test
  void rangesOfADeletedFileAreNotThoseOfItsSuccessor() throws IOException {
    commits.inode(FRAG, inode -> {}).add(FRAG, 0, 1, 30).commit();
    commits.inode(FRAG, inode -> inode.putInt(0x64, 77).putInt(4, 5)).commit();
    assertThat(text(open(commits.build()), "frag"), is("\0\0\0\0\0"));
  }

  @Test
  void rangesMayBeAllocatedAndNotWritten() throws IOException {
    byte[] image = commits.add(FRAG, 3, 0x8001, 30).commit().build();
    byte[] content = bytes(open(image).open(child(open(image), "frag")));
    assertThat(content[3 * 1024], is((byte) 0));
    assertThat(content[5 * 1024], is((byte) 'p'));
  }

  @Test
  void linksAndDevicesHaveTheTargetOfTheRecord() throws IOException {
    commits
        .inode(
            B1,
            inode ->
                inode
                    .putShort(0, (short) 0120777)
                    .putInt(0x20, 0)
                    .putInt(4, 2)
                    .putInt(0x28, 0x7a7a))
        .inode(B2, inode -> inode.putShort(0, (short) 0020600).putInt(0x20, 0).putInt(0x28, 0x0709))
        .commit();
    Volume volume = open(commits.build());
    assertThat(volume.target(child(volume, "b1")), is("zz"));
    assertThat(child(volume, "b2").unix().rdev(), is(0x709L));
  }

  @Test
  void rangesOutOfTheVolumeAreAnErrorOfThatFile() throws IOException {
    Volume volume = open(commits.add(FRAG, 3, 2, 2199).add(B1, 0, 1, -1L).commit().build());
    assertThrows(MalformedImageException.class, () -> text(volume, "frag"));
    assertThrows(MalformedImageException.class, () -> text(volume, "b1"));
    assertThat(text(volume, "b2"), is("base2\n"));
  }

  @Test
  void entriesOfAllKindsOfNamesAreShownSafely() throws IOException {
    commits
        .link(2, B1, ".")
        .link(2, B1, "..")
        .link(2, B2, "a/b")
        .link(2, 5000, "none")
        .link(2, 0, "zero");
    commits.link(9999, B1, "lost").link(B7, B1, "in a file").link(2, 2, "root").commit();
    Volume volume = open(commits.build());
    List<String> names = names(volume, volume.root());
    assertThat(names, allOf(hasItem("a_b"), hasItem("none"), hasItem("root")));
    assertThat(names, not(hasItem(".")));
    assertThat(names, not(hasItem("..")));
    assertThrows(MalformedImageException.class, () -> text(volume, "none"));
    assertThrows(MalformedImageException.class, () -> volume.children(child(volume, "root")));
  }

  @Test
  void createdEntriesReplaceStoredOnesInListings() throws IOException {
    commits.create(2, B2, "b1").unlink(2, B1, "b7").commit();
    Volume volume = open(commits.build());
    assertThat(text(volume, "b1"), is("base2\n"));
    assertThat(text(volume, "b7"), is("base7\n"));
    assertThat(names(volume, volume.root()).stream().filter("b1"::equals).toList(), hasSize(1));
  }

  @Test
  void removedDirectoriesAreLinksLess() throws IOException {
    Volume volume = open(commits.unlink(2, B1, "gone").commit().build());
    assertThat(volume.root().unix().nlink(), is(6));
    int gone = (int) (long) (Long) child(volume, "gone").key();
    Volume without = open(new FastCommitImage().unlink(2, gone, "gone").commit().build());
    assertThat(without.root().unix().nlink(), is(5));
  }

  @Test
  void inodesLongerThanThoseOfTheReplayedVolumeAreAnError() throws IOException {
    FastCommits changes = new FastCommits(new ArraySource(new byte[512]));
    changes.inode(11, 0, 160, 0);
    Struct stored = Struct.of("inode", new byte[128], 0, ByteOrder.LITTLE_ENDIAN);
    assertThrows(MalformedImageException.class, () -> changes.restore(11, stored));
  }

  @Test
  void changesOfMoreMemoryThanTheBoundAreRefused() {
    FastCommits changes = new FastCommits(null);
    assertThrows(
        UnsupportedImageException.class,
        () -> {
          for (int i = 0; i < Integer.MAX_VALUE; i++) {
            changes.extents(1).remove(0, 1);
          }
        });
  }
}
