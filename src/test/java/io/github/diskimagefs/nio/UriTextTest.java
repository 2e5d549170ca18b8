package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.options.ImageUri;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URIs of images and of the files in them. */
class UriTextTest {

  @Test
  void everyNameComesBack() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder("/");
      for (int k = random.nextInt(6); k >= 0; k--) {
        int range = random.nextInt(4);
        name.append(
            (char)
                (range == 0
                    ? 1 + random.nextInt(126)
                    : range == 1 ? 0xD800 + random.nextInt(0x800) : 1 + random.nextInt(0xFFFF)));
      }
      String path = name.toString();
      URI uri = ImageUri.of("iso", URI.create("file:///a!b.iso"), path);
      assertThat(ImageUri.parse("iso", URI.create(uri.toString())).path(), is(path));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "iso:file:///a.iso,                        file:///a.iso,            /",
    "iso:file:///a.iso!/,                      file:///a.iso,            /",
    "ISO:file:///a.iso!/x,                     file:///a.iso,            /x",
    "iso:file:///a.iso!/%41%25.txt,            file:///a.iso,            /A%.txt",
    "iso:file:///a.iso!/%2541.txt,             file:///a.iso,            /%41.txt",
    "iso:file:///a.iso!/a+b;1,                 file:///a.iso,            /a+b;1",
    "iso:file:///a.iso!/ä%C3%A4,               file:///a.iso,            /ää",
    "iso:file:///a.iso!/x!/y,                  file:///a.iso,            /x!/y",
    "iso:file:///a%21.iso!/x,                  file:///a%21.iso,         /x",
    "iso:dmg:file:///a.dmg!/b.iso!/c,          dmg:file:///a.dmg!/b.iso, /c",
    "iso:dmg:file:///a.dmg!/b.iso,             dmg:file:///a.dmg!/b.iso, /",
    "iso:jar:file:///x.zip!/b.iso!/c!/d,       jar:file:///x.zip!/b.iso, /c!/d",
    "iso:nrg:iso:file:///a!/b!/c!/d,           nrg:iso:file:///a!/b!/c,  /d",
    "iso:jimfs://host/a.iso!/x,                jimfs://host/a.iso,       /x",
  })
  void isReadFromTheInsideOut(String uri, String host, String path) {
    assertThat(ImageUri.parse("iso", URI.create(uri)), is(new ImageUri(URI.create(host), path)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iso:a.iso",
        "iso:/a.iso!/x",
        "iso:///a.iso!/x",
        "iso:file:///a.iso!/x#y",
        "iso:file:///a.iso!/%00",
        "iso:file:///a.iso!/%FF",
        "iso:file:///a.iso!/%C3",
        "iso:file:///a.iso!/%C0%80",
        "iso:dmg:file:///a.dmg",
        "dmg:file:///a.dmg!/x",
        "iso:!/x",
      })
  void malformed(String uri) {
    assertThrows(
        IllegalArgumentException.class,
        () -> {
          ImageUri parsed = ImageUri.parse("iso", URI.create(uri));
          new MemoryVolume().open().getPath(parsed.path());
        });
  }

  @ParameterizedTest
  @CsvSource({
    "file:///a!b.iso,              iso:file:///a%21b.iso!/%21",
    "dmg:file:///a!/b%21.iso,      iso:dmg:file:///a!/b%21.iso!/%21",
    "jar:file:///a.zip!/b!c.iso,   iso:jar:file:///a.zip!/b%21c.iso!/%21",
  })
  void onlySeparatorsKeepTheirMark(String host, String uri) {
    assertThat(ImageUri.of("iso", URI.create(host), "/!").toString(), is(uri));
  }

  @Test
  void namesItsFileSystem() throws Exception {
    try (ImageFileSystem image = new MemoryVolume().open()) {
      String host = Path.of("memory.iso").toUri().toString();
      assertThat(image.getPath("a b").toUri().toString(), is("iso:" + host + "!/a%20b"));
      assertThat(image.toString(), is("iso:" + host));
    }
  }
}
