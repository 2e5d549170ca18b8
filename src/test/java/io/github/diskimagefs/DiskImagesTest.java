package io.github.diskimagefs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PlainChannel;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskImagesTest {
  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        IsoImage.named("DEMO")
            .file("/hello.txt", "Hello.\n")
            .file("/docs/x.txt", "x".repeat(5000))
            .writeTo(folder.resolve("demo.iso"));
  }

  private Path truncated() throws IOException {
    byte[] bytes = Files.readAllBytes(image);
    return Files.write(folder.resolve("cut.iso"), Arrays.copyOf(bytes, bytes.length - 3 * 2048));
  }

  // Exceptions.

  @Test
  void aFileThatIsNoImageIsOfUnknownFormat() throws IOException {
    Path text = Files.writeString(folder.resolve("text.iso"), "no image");
    for (Exception e :
        List.of(
            assertThrows(UnknownFormatException.class, () -> DiskImages.open(text)),
            assertThrows(UnknownFormatException.class, () -> DiskImages.describe(text)),
            assertThrows(UnknownFormatException.class, () -> DiskImages.verify(text, Map.of())))) {
      assertThat(e, instanceOf(ImageException.class));
      assertThat(e.getMessage(), containsString("text.iso: no disk image of a known format"));
    }
    assertThrows(
        UnknownFormatException.class,
        () -> FileSystems.newFileSystem(URI.create("iso:" + text.toUri() + "!/"), Map.of()));
  }

  @Test
  void aFolderThatIsNoImageIsNamedSo() {
    UnknownFormatException e =
        assertThrows(UnknownFormatException.class, () -> DiskImages.open(image.getParent()));
    assertThat(e.getMessage(), containsString("(a folder)"));
  }

  @ParameterizedTest
  @CsvSource({"session,9", "view,udf", "view,apfs", "volume,nope", "volume,7"})
  void aChoiceThatTheImageDoesNotHaveIsNamed(String key, String value) {
    NotInImageException e =
        assertThrows(
            NotInImageException.class, () -> DiskImages.open(image, Map.of(key, value)).close());
    assertThat(e.choice(), is(key));
    assertThat(e.value(), is(value));
    assertThat(e.getMessage(), startsWith(key + "=" + value + ": "));
    assertThat(e.getMessage(), not(containsString("supported")));
  }

  @Test
  void aVolumeIsNotShownInTheViewOfAnother() {
    Map<String, ?> env = Map.of("volume", "1", "view", "udf");
    NotInImageException e =
        assertThrows(NotInImageException.class, () -> DiskImages.open(image, env).close());
    assertThat(e.choice(), is("view"));
  }

  @ParameterizedTest
  @CsvSource({"session,9", "view,udf", "volume,nope", "volume,7", "snapshot,before"})
  void aChoiceThatTheImageDoesNotHaveIsNoDamage(String key, String value) {
    Map<String, ?> env = Map.of(key, value);
    assertThrows(NotInImageException.class, () -> DiskImages.verify(image, env));
    assertThrows(NotInImageException.class, () -> DiskImages.describe(image, env));
  }

  @Test
  void aValueOutOfRangeHasBothValues() {
    MalformedImageException e = new MalformedImageException("Tag", 16, "identifier 2", "3");
    assertThat(e.getMessage(), is("Tag at byte 16: expected identifier 2, found 3"));
    assertThat(e.expected(), is(Optional.of("identifier 2")));
    assertThat(e.found(), is(Optional.of("3")));
    assertThat(new MalformedImageException("Tag", 16, "is cut").found(), is(Optional.empty()));
  }

  // Verification.

  @Test
  void anImageWithoutChecksumsIsNotFullyChecked() throws IOException {
    List<PartResult> progress = new ArrayList<>();
    VerifyResult result = DiskImages.verify(image, Map.of(), progress::add);
    assertThat(result.status(), is(VerifyStatus.NOT_CHECKED));
    assertThat(result.parts().get(0).status(), is(VerifyStatus.VALID));
    assertThat(result.parts().get(1).detail(), containsString("no checksum"));
    assertThat(result.parts(), is(progress));
    assertThat(result.parts(), hasItem(result.parts().get(0)));
    assertThrows(UnsupportedOperationException.class, () -> result.parts().clear());
  }

  @Test
  void aListenerReceivesTheProgress() throws IOException {
    List<String> events = new ArrayList<>();
    long[] bytes = {0};
    VerifyListener listener =
        new VerifyListener() {
          @Override
          public void started(String part, long total) {
            events.add("started " + part);
          }

          @Override
          public void read(long count) {
            bytes[0] += count;
          }

          @Override
          public void accept(PartResult result) {
            events.add("checked " + result.part());
          }
        };
    DiskImages.verify(image, Map.of(), listener);
    assertThat(events.subList(0, 2), is(List.of("started volume 1", "checked volume 1")));
    assertThat(bytes[0] > 0, is(true));
  }

  @Test
  void aDamagedImageNamesThePart() throws IOException {
    VerifyResult result = DiskImages.verify(truncated(), Map.of());
    assertThat(result.status(), is(VerifyStatus.DAMAGED));
    PartResult last = result.parts().get(result.parts().size() - 1);
    assertThat(last.part(), is("volume 1"));
    assertThat(last.status(), is(VerifyStatus.DAMAGED));
    assertThat(last.detail(), containsString("errors, the first: /"));
  }

  @Test
  void damageCountsMoreThanWhatIsNotChecked() {
    PartResult valid = PartResult.of("a", VerifyStatus.VALID, "");
    PartResult damaged = PartResult.of("b", VerifyStatus.DAMAGED, "");
    PartResult notChecked = PartResult.of("c", VerifyStatus.NOT_CHECKED, "");
    assertThat(VerifyResult.of(List.of()).status(), is(VerifyStatus.NOT_CHECKED));
    assertThat(VerifyResult.of(List.of(valid)).status(), is(VerifyStatus.VALID));
    assertThat(VerifyResult.of(List.of(valid, notChecked)).status(), is(VerifyStatus.NOT_CHECKED));
    assertThat(
        VerifyResult.of(List.of(notChecked, damaged, valid)).status(), is(VerifyStatus.DAMAGED));
  }

  // Description.

  @Test
  void aDescriptionCannotBeChanged() throws IOException {
    ImageInfo info = DiskImages.describe(image);
    assertThat(info.sessions(), is(empty()));
    assertThat(info.volumes(), hasSize(1));
    ImageInfo.Volume volume = info.volumes().get(0);
    assertThat(volume.index(), is(1));
    assertThat(volume.label(), is(Optional.of("DEMO")));
    assertThat(volume.views(), hasItem("rockridge"));
    assertThat(volume.error(), is(Optional.empty()));
    assertThat(volume.free(), is(OptionalLong.empty()));
    assertThrows(UnsupportedOperationException.class, () -> info.volumes().clear());
    assertThrows(UnsupportedOperationException.class, () -> info.properties().put("a", "b"));
    assertThrows(UnsupportedOperationException.class, () -> volume.views().clear());
    assertThrows(UnsupportedOperationException.class, () -> volume.properties().put("a", "b"));
  }

  // Null arguments.

  @Test
  void nullArgumentsAreRefused() throws IOException {
    Path none = null;
    SeekableByteChannel noChannel = null;
    assertThrows(NullPointerException.class, () -> DiskImages.open(none));
    assertThrows(NullPointerException.class, () -> DiskImages.open(image, null));
    assertThrows(NullPointerException.class, () -> DiskImages.describe(none));
    assertThrows(NullPointerException.class, () -> DiskImages.describe(image, null));
    assertThrows(NullPointerException.class, () -> DiskImages.verify(none, Map.of()));
    assertThrows(NullPointerException.class, () -> DiskImages.verify(image, null));
    assertThrows(NullPointerException.class, () -> DiskImages.verify(image, Map.of(), null));
    assertThrows(NullPointerException.class, () -> new Extent(0, null, 0, 1));
    assertThrows(NullPointerException.class, () -> PartResult.of("a", null, ""));
    try (FileChannel channel = FileChannel.open(image)) {
      assertThrows(NullPointerException.class, () -> DiskImages.open(noChannel, "a", Map.of()));
      assertThrows(NullPointerException.class, () -> DiskImages.open(channel, null, Map.of()));
      assertThrows(NullPointerException.class, () -> DiskImages.open(channel, "a", null));
      assertThrows(NullPointerException.class, () -> DiskImages.describe(noChannel, "a", Map.of()));
      assertThrows(NullPointerException.class, () -> DiskImages.verify(channel, null, Map.of()));
      assertThat(channel.isOpen(), is(true));
    }
  }

  // Channels.

  private SeekableByteChannel channel(boolean plain) throws IOException {
    FileChannel file = FileChannel.open(image);
    return plain ? new PlainChannel(file) : file;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anImageInAChannelIsClosedWithItsFileSystem(boolean plain) throws IOException {
    SeekableByteChannel channel = channel(plain);
    try (FileSystem disc = DiskImages.open(channel, "demo.iso", Map.of())) {
      assertThat(Files.readString(disc.getPath("/hello.txt")), is("Hello.\n"));
      assertThat(Files.readString(disc.getPath("/docs/x.txt")), is("x".repeat(5000)));
      try (FileChannel file = FileChannel.open(disc.getPath("/docs/x.txt"))) {
        assertThat(file.map(FileChannel.MapMode.READ_ONLY, 0, 5000).get(4999), is((byte) 'x'));
      }
      assertThat(channel.isOpen(), is(true));
    }
    assertThat(channel.isOpen(), is(false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void describingAndVerifyingLeaveTheChannelOpen(boolean plain) throws IOException {
    try (SeekableByteChannel channel = channel(plain)) {
      ImageInfo info = DiskImages.describe(channel, "demo.iso", Map.of());
      assertThat(info.volumes().get(0).label(), is(Optional.of("DEMO")));
      VerifyResult result = DiskImages.verify(channel, "demo.iso", Map.of());
      assertThat(result.status(), is(VerifyStatus.NOT_CHECKED));
      assertThat(channel.isOpen(), is(true));
    }
  }

  @Test
  void pathsInAChannelHaveUrisThatFindNothing() throws IOException {
    String name = "my !disc%41 \u00E4.iso";
    try (FileSystem disc = DiskImages.open(channel(true), name, Map.of())) {
      URI uri = disc.getPath("/docs/x.txt").toUri();
      assertThat(uri.toString(), startsWith("iso:channel:/my%20%21disc%2541%20"));
      assertThat(disc.toString(), startsWith("iso:channel:/my%20"));
      assertThrows(FileSystemNotFoundException.class, () -> Path.of(uri));
      assertThrows(FileSystemNotFoundException.class, () -> FileSystems.getFileSystem(uri));
    }
  }

  @Test
  void aChannelThatIsNoImageIsClosed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.iso"), "no image");
    FileChannel channel = FileChannel.open(text);
    UnknownFormatException e =
        assertThrows(
            UnknownFormatException.class, () -> DiskImages.open(channel, "t.bin", Map.of()));
    assertThat(e.getMessage(), startsWith("t.bin: "));
    assertThat(channel.isOpen(), is(false));
  }

  @Test
  void readingAfterTheCallerClosedTheChannelIsAnError() throws IOException {
    SeekableByteChannel channel = channel(true);
    try (FileSystem disc = DiskImages.open(channel, "demo.iso", Map.of())) {
      channel.close();
      IOException e =
          assertThrows(IOException.class, () -> Files.readAllBytes(disc.getPath("/docs/x.txt")));
      assertThat(e.getMessage(), containsString("channel"));
    }
  }

  @Test
  void sheetsInAChannelHaveNoSiblings() throws IOException {
    Files.copy(image, folder.resolve("a.bin"));
    Path sheet =
        Files.writeString(
            folder.resolve("a.cue"),
            "FILE \"a.bin\" BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n");
    DiskImages.open(sheet).close();
    MalformedImageException e =
        assertThrows(
            MalformedImageException.class,
            () -> DiskImages.open(FileChannel.open(sheet), "a.cue", Map.of()));
    assertThat(e.getMessage(), containsString("a.bin"));
    assertThat(List.of(e.structure()), contains(containsString("cue sheet")));
  }
}
