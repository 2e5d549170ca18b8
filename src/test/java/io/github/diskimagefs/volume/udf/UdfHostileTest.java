package io.github.diskimagefs.volume.udf;

import static io.github.diskimagefs.volume.udf.Udf.node;
import static io.github.diskimagefs.volume.udf.Udf.open;
import static io.github.diskimagefs.volume.udf.Udf.text;
import static io.github.diskimagefs.volume.udf.Udf.utf8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.UdfEntry.Form;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.image.UdfImage.Medium;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hostile images cause only {@code IOException}s and no endless loop. */
class UdfHostileTest {

  private static UdfImage rich(Medium medium) {
    return UdfImage.named("Hostile")
        .medium(medium)
        .blockSize(512)
        .file("/a", utf8("alpha"))
        .file("/d/long", new byte[3000], f -> f.chained().then(new byte[600]).hole(512, 2))
        .file("/d/inline", utf8("inline"), f -> f.form(Form.EMBEDDED).stream("s", utf8("t")))
        .file("/d/old", utf8("new"), f -> f.rewritten(2))
        .link("/link", "../d/inline")
        .special("/dev", 7, d -> d.device(1, 3).attribute("*X", utf8("y")));
  }

  @Test
  void directoryWithinItself() throws Exception {
    Volume volume =
        open(
            UdfImage.named("X")
                .file("/a", utf8("1"))
                .file("/d/e/f", utf8("2"))
                .hardLink("/d/e/up", "/d"));
    assertThat(text(volume, "/a"), is("1"));
    assertThat(Udf.walk(volume, volume.root()), is(5));
    Node up = node(volume, "/d/e/up");
    assertThat(up.key(), is(node(volume, "/d").key()));
    assertThrows(MalformedImageException.class, () -> volume.children(up));
  }

  @Test
  void directoryOfTwoParents() throws Exception {
    Volume volume = open(UdfImage.named("X").file("/d/e/f", utf8("2")).hardLink("/other", "/d/e"));
    assertThat(text(volume, "/d/e/f"), is("2"));
    assertThat(text(volume, "/other/f"), is("2"));
    assertThat(Udf.walk(volume, volume.root()), is(5));
  }

  @Test
  void directoriesWithTwoNamesEachEndAllTheSame() throws Exception {
    UdfImage image = UdfImage.named("X");
    StringBuilder path = new StringBuilder();
    for (int depth = 0; depth < 60; depth++) {
      image.directory(path + "/a", d -> {}).hardLink(path + "/b", path + "/a");
      path.append("/a");
    }
    Volume volume = open(image);
    assertThat(Udf.walk(volume, volume.root()), is(lessThan(10_000)));
  }

  @Test
  void brokenEntrySparesItsSiblings() throws Exception {
    UdfImage built = UdfImage.named("X").file("/a", utf8("1")).file("/b", utf8("2"));
    byte[] image = built.toBytes();
    int entry = firstFileEntry(image, 5);
    image[entry + 60] ^= 1;
    Volume volume = open(image);
    assertThat(Udf.names(volume, volume.root()), is(java.util.List.of("a", "b")));
    Node broken = node(volume, "/a");
    MalformedImageException e =
        assertThrows(MalformedImageException.class, () -> volume.open(broken));
    assertThat(e.structure(), is("File Entry"));
    assertThat(text(volume, "/b"), is("2"));
  }

  @Test
  void contentLongerThanItsExtents() throws Exception {
    byte[] image = UdfImage.named("X").file("/a", utf8("12345")).toBytes();
    int entry = firstFileEntry(image, 5);
    image[entry + 56 + 6] = 0x10;
    retag(image, entry);
    Volume volume = open(image);
    assertThat(node(volume, "/a").size(), is((0x10L << 48) + 5));
    assertThrows(IOException.class, () -> volume.open(node(volume, "/a")).extent(2048, 1));
  }

  @ParameterizedTest
  @EnumSource
  void cutAnywhere(Medium medium) {
    byte[] image = rich(medium).toBytes();
    for (int length = image.length - 1; length > 0; length -= 509) {
      survives(Arrays.copyOf(image, length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyByteChanged(Medium medium) {
    byte[] image = rich(medium).toBytes();
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      byte[] damaged = image.clone();
      int descriptor = UdfImage.PARTITION * 512 + random.nextInt(image.length / 512 - 288) * 512;
      if (i % 4 == 0) {
        descriptor = (UdfImage.MAIN + random.nextInt(5)) * 512;
      }
      for (int j = 0; j < 3; j++) {
        damaged[descriptor + 16 + random.nextInt(300)] = (byte) random.nextInt(256);
      }
      retag(damaged, descriptor);
      survives(damaged);
    }
  }

  private static void survives(byte[] image) {
    try {
      if (!Udf.views(image).isEmpty()) {
        Volume volume = open(image);
        assertThat(Udf.walk(volume, volume.root()), is(lessThan(10_000)));
      }
    } catch (IOException e) {
      // As it should.
    }
  }

  private static int firstFileEntry(byte[] image, int type) {
    for (int at = UdfImage.PARTITION * 2048; at < image.length; at += 2048) {
      if (image[at] == 10 && image[at + 1] == 1 && image[at + 27] == type) {
        return at;
      }
    }
    throw new AssertionError("no file entry");
  }

  /** Makes a changed descriptor's checksums right again, so that its fields are believed. */
  private static void retag(byte[] image, int at) {
    int id = (image[at] & 0xFF) | ((image[at + 1] & 0xFF) << 8);
    int length = (image[at + 10] & 0xFF) | ((image[at + 11] & 0xFF) << 8);
    int location = 0;
    for (int i = 3; i >= 0; i--) {
      location = (location << 8) | (image[at + 12 + i] & 0xFF);
    }
    if (id == 0 || length == 0 || length > 496) {
      return;
    }
    byte[] descriptor = Arrays.copyOfRange(image, at, at + 16 + length);
    System.arraycopy(UdfImage.tagged(descriptor, id, location), 0, image, at, 16 + length);
  }
}
