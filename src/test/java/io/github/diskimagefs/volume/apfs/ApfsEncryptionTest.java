package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApfsEncryptionTest {
  private static final byte[] TEXT = "some text ".repeat(2000).getBytes(UTF_8);

  private static byte[] image() {
    return ApfsImage.named("Secret")
        .recordsInANode(4)
        .password("first", "second")
        .file("dir/text", TEXT)
        .sparse("sparse", 100_000, 4096, TEXT)
        .longAttribute("sparse", "note", TEXT)
        .volume("Other")
        .password("third")
        .file("other", "x")
        .bytes();
  }

  private static Volume open(int index, String password) throws IOException {
    return Apfs.views(image(), Map.of("password", password)).get(index).open();
  }

  @Test
  void opensWithThePasswordOfAnyUser() throws IOException {
    for (String password : List.of("first", "second")) {
      Volume volume = open(0, password);
      assertThat(Apfs.bytes(volume.open(Apfs.node(volume, "dir/text"))), is(TEXT));
    }
    assertThat(Apfs.text(open(1, "third"), "other"), is("x"));
  }

  @Test
  void readsFromAnyOffset() throws IOException {
    Volume volume = open(0, "first");
    ByteSource file = volume.open(Apfs.node(volume, "sparse"));
    for (int offset : new int[] {4095, 4097, 8191, 12_288, 20_000}) {
      ByteBuffer part = ByteBuffer.allocate(100);
      file.readFully(offset, part);
      byte[] expected = new byte[100];
      for (int i = 0; i < 100; i++) {
        int at = offset + i - 4096;
        expected[i] = at >= 0 && at < TEXT.length ? TEXT[at] : 0;
      }
      assertThat("at " + offset, part.array(), is(expected));
    }
    assertThat(Apfs.bytes(volume.attribute(Apfs.node(volume, "sparse"), "note")), is(TEXT));
  }

  @Test
  void asksForAPassword() throws IOException {
    VolumeView view = Apfs.views(image(), Map.of()).get(0);
    assertThat(view.label(), is("Secret"));
    assertThat(
        assertThrows(AccessDeniedException.class, view::open).getMessage(),
        containsString("needs a password"));
    assertThat(
        assertThrows(AccessDeniedException.class, () -> open(0, "third")).getMessage(),
        containsString("wrong"));
  }

  @Test
  void namesHardwareEncryption() {
    byte[] image = image();
    ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putLong(1264, 0);
    byte[] superblock = Arrays.copyOf(image, ApfsImage.BLOCK);
    ApfsImage.seal(superblock);
    for (int block : new int[] {0, ApfsImage.SUPERBLOCK}) {
      System.arraycopy(superblock, 0, image, block * ApfsImage.BLOCK, ApfsImage.BLOCK);
    }
    UnsupportedImageException e =
        assertThrows(
            UnsupportedImageException.class,
            () -> Apfs.views(image, Map.of("password", "first")).get(0).open());
    assertThat(e.feature(), containsString("hardware"));
  }

  @Test
  void readsPlainVolumesBesideEncryptedOnes() throws IOException {
    ApfsVolumeImage image =
        ApfsImage.named("a").password("x").file("f", "1").volume("b").file("g", "2");
    Volume plain = Apfs.views(image.bytes(), Map.of()).get(1).open();
    assertThat(Apfs.names(plain, plain.root()), contains("g"));
  }
}
