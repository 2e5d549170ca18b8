package io.github.diskimagefs.spark.folder;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of a Hadoop file system. */
class HadoopFolderTest {
  @TempDir Path host;
  private Path image;

  @BeforeEach
  void writeFiles() throws IOException {
    Path images = Files.createDirectories(host.resolve("images/sub")).getParent();
    Files.writeString(host.resolve("secret.txt"), "outside");
    Files.writeString(images.resolve("a 1%20.bin"), "0123456789");
    Files.writeString(images.resolve("sub/b.txt"), "below");
    image = image("a 1%20.bin");
  }

  private Path image(String name) throws IOException {
    FileSystem local = FileSystem.get(new Configuration());
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path("file", null, host.resolve("images/" + name).toString());
    return HadoopFolder.image(local, local.getFileStatus(path), new FolderNames());
  }

  @Test
  void theRootIsTheFolderOfTheImage() throws IOException {
    assertThat(image.toString(), is("/a 1%20.bin"));
    assertThat(image.getParent().toString(), is("/"));
    assertThat(image.getParent().getParent(), is(nullValue()));
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(image.getParent())) {
      entries.forEach(entry -> names.add(entry.toString()));
    }
    assertThat(names, containsInAnyOrder("/a 1%20.bin", "/sub"));
  }

  @Test
  void noPathLeadsOutOfTheFolder() {
    Path outside = image.resolveSibling("../secret.txt");
    assertThat(Files.exists(outside), is(false));
    assertThrows(NoSuchFileException.class, () -> Files.size(outside));
    assertThat(Files.exists(image.resolveSibling("sub/../../../secret.txt")), is(false));
  }

  @Test
  void filesBelowTheFolderAreRead() throws IOException {
    assertThat(Files.readString(image.resolveSibling("sub/b.txt")), is("below"));
    assertThat(Files.isDirectory(image.resolveSibling("sub")), is(true));
    assertThat(image.resolveSibling("sub").toRealPath().toString(), is("/sub"));
  }

  @Test
  void readsArePositional() throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(image);
    ByteBuffer target = ByteBuffer.allocate(8).position(2).limit(6).slice();
    assertThat(channel.position(3).read(target), is(4));
    assertThat(new String(target.array(), 2, 4, StandardCharsets.US_ASCII), is("3456"));
    ByteBuffer direct = ByteBuffer.allocateDirect(8);
    assertThat(channel.read(direct), is(3));
    assertThat(direct.flip().get(), is((byte) '7'));
    assertThat(channel.read(direct.clear()), is(-1));
    assertThat(channel.position(), is(10L));
    assertThat(channel.size(), is(10L));
    channel.close();
    assertThrows(ClosedChannelException.class, () -> channel.read(direct));
  }

  @Test
  void nothingIsWritten() {
    assertThrows(
        ReadOnlyFileSystemException.class,
        () -> Files.newByteChannel(image, StandardOpenOption.WRITE));
    assertThrows(ReadOnlyFileSystemException.class, () -> Files.delete(image));
  }

  @Test
  void pathsFollowTheRulesOfJavaNio() {
    Path path = image.resolveSibling("sub/./x/../b.txt");
    assertThat(path.normalize().toString(), is("/sub/b.txt"));
    assertThat(path.getFileSystem().getPath("..").normalize().toString(), is(".."));
    assertThat(image.getParent().relativize(path.normalize()).toString(), is("sub/b.txt"));
    assertThat(path.startsWith(image.getParent()), is(true));
    assertThat(path.normalize().endsWith("b.txt"), is(true));
    assertThat(path.subpath(0, 2).toString(), is("sub/."));
    assertThat(image.getFileName().toString(), is("a 1%20.bin"));
    assertThat(path.getFileSystem().getPath("").toAbsolutePath().toString(), is("/"));
    assertThat(path.getFileSystem().getPath("a", "b", "").toString(), is("a/b"));
  }

  @Test
  void aSheetFindsItsDataInTheFolder() throws IOException {
    Path images = Path.of("src", "test", "resources", "images");
    for (String name : List.of("disc.cue", "disc.bin")) {
      Files.copy(images.resolve(name), host.resolve("images").resolve(name));
    }
    try (java.nio.file.FileSystem disc = DiskImages.open(image("disc.cue"))) {
      assertThat(Files.readString(disc.getPath("/docs/readme.txt")), is("Read me.\n"));
    }
  }

  @Test
  void anImageThatShrankIsAnError() throws IOException {
    Path images = Path.of("src", "test", "resources", "images");
    Path copy = host.resolve("images/tree.iso");
    Files.copy(images.resolve("tree.iso"), copy);
    Path listed = image("tree.iso");
    Files.write(copy, new byte[1000]);
    assertThrows(IOException.class, () -> DiskImages.open(listed));
  }
}
