package io.github.diskimagefs.nio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attributes of one node. */
class AttributeTest {
  private final MemoryVolume volume = new MemoryVolume();
  private FileSystem image;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    volume
        .file("/file", "content")
        .mode(0751)
        .attribute("com.apple.ResourceFork", "fork")
        .attribute("empty", "")
        .attribute("image:raw", "sectors")
        .attribute("image:long", "as long as a disc");
    volume.file("/bare", "").withoutPosix();
    image = volume.open();
    file = image.getPath("/file");
  }

  @AfterEach
  void close() throws IOException {
    image.close();
  }

  @Test
  void permissions() throws IOException {
    assertThat(
        Files.getPosixFilePermissions(file), is(PosixFilePermissions.fromString("rwxr-x--x")));
    assertThat(Files.isExecutable(file), is(true));
    assertThat(Files.getAttribute(file, "unix:mode"), is(0100751));
  }

  @Test
  void ownersByNumber() throws IOException {
    assertThat(Files.getOwner(file).getName(), is("1000"));
    assertThat(Files.getAttribute(file, "posix:group").toString(), is("4000000000"));
    assertThat(Files.getAttribute(file, "unix:gid"), is((int) 4_000_000_000L));
  }

  @Test
  void whatANodeLacksInAVolumeThatHasIt() throws IOException {
    Path bare = image.getPath("/bare");
    assertThat(
        Files.getPosixFilePermissions(bare), is(PosixFilePermissions.fromString("r--r--r--")));
    assertThat(Files.getAttribute(bare, "unix:nlink"), is(1));
  }

  @Test
  void extendedAttributes() throws IOException {
    UserDefinedFileAttributeView user =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    assertThat(user.list(), is(List.of("com.apple.ResourceFork", "empty")));
    assertThat(user.size("com.apple.ResourceFork"), is(4));
    ByteBuffer value = ByteBuffer.allocate(10);
    assertThat(user.read("com.apple.ResourceFork", value), is(4));
    assertThat(value.position(), is(4));
    assertThat(user.read("empty", value), is(0));
    assertThrows(
        IOException.class, () -> user.read("com.apple.ResourceFork", ByteBuffer.allocate(3)));
    assertThrows(IOException.class, () -> user.size("image:raw"));
    assertThat(Files.getAttribute(file, "user:com.apple.ResourceFork"), is("fork".getBytes(UTF_8)));
    assertThat(
        Files.readAttributes(file, "user:*").keySet(),
        is(Set.of("com.apple.ResourceFork", "empty")));
  }

  @Test
  void whatOnlyAnImageHas() throws IOException {
    assertThat(
        Files.readAttributes(file, "image:*").keySet(),
        is(Set.of("extents", "holes", "volume", "raw")));
    assertThat(Files.getAttribute(file, "image:volume"), is("MEMORY"));
    assertThat(Files.getAttribute(file, "image:extents"), is(List.of()));
    assertThat(Files.getAttribute(file, "image:raw"), is("sectors".getBytes(UTF_8)));
    assertThrows(IllegalArgumentException.class, () -> Files.getAttribute(file, "image:nope"));
  }

  @Test
  void longAttributesAreChannelsAndInNoList() throws IOException {
    FileChannel channel = (FileChannel) Files.getAttribute(file, "image:long");
    ByteBuffer part = ByteBuffer.allocate(4);
    assertThat(channel.read(part, 13), is(4));
    assertThat(part.array(), is("disc".getBytes(UTF_8)));
    image.close();
    assertThat(channel.isOpen(), is(false));
  }
}
