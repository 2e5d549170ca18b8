package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ReadErrorsTest {
  @TempDir Path folder;

  @Test
  void readingACutFileNamesIt() throws IOException {
    byte[] whole =
        IsoImage.named("CUT").file("/dir/first", "x").file("/dir/long", "y".repeat(9000)).build();
    Path image = Files.write(folder.resolve("cut.iso"), Arrays.copyOf(whole, whole.length - 4096));
    try (FileSystem disc = DiskImages.open(image)) {
      Path file = disc.getPath("/dir/long");
      namesPath(() -> Files.readAllBytes(file));
      namesPath(() -> Files.newByteChannel(file).close());
      namesPath(() -> AsynchronousFileChannel.open(file).close());
      namesPath(() -> Files.copy(file, folder.resolve("copy")));
      namesPath(() -> Files.getAttribute(file, "image:extents"));
      try (InputStream in = Files.newInputStream(file)) {
        namesPath(() -> in.readNBytes(new byte[9000], 0, 9000));
      }
    }
  }

  private static void namesPath(Executable reading) {
    MalformedImageException e = assertThrows(MalformedImageException.class, reading);
    assertThat(e.getMessage(), startsWith("/dir/long: "));
    assertThat(e.path(), is(Optional.of("/dir/long")));
  }

  @Test
  void theTypeAndTheValuesStay() {
    MalformedImageException error = new MalformedImageException("Tag", 16, "identifier 2", "3");
    MalformedImageException named = (MalformedImageException) ReadErrors.of("/a", error);
    assertThat(named.getMessage(), is("/a: Tag at byte 16: expected identifier 2, found 3"));
    assertThat(named.structure(), is("Tag"));
    assertThat(named.offset(), is(16L));
    assertThat(named.found(), is(Optional.of("3")));
    assertThat(named.getCause() == error, is(true));
    IOException unsupported = ReadErrors.of("/a", new UnsupportedImageException("CHD"));
    assertThat(((UnsupportedImageException) unsupported).feature(), is("CHD"));
  }

  @Test
  void anErrorOfTheHostNamesThePathAsWell() {
    IOException error = new IOException("Input/output error");
    IOException named = ReadErrors.of("/a", error);
    assertThat(named.getMessage(), is("/a: Input/output error"));
    assertThat(named instanceof FileSystemException, is(true));
    assertThat(named.getCause() == error, is(true));
  }

  @Test
  void errorsThatCallersCatchByTypeStayWhatTheyAre() {
    for (IOException error :
        new IOException[] {
          new ClosedChannelException(),
          new NoSuchFileException("/b"),
          new MalformedImageException("Tag", 1, "is cut").withPath("/b")
        }) {
      assertThat(ReadErrors.of("/a", error) == error, is(true));
    }
  }

  @Test
  void aHostWithoutUrisHasNoPartInTheFileSystemsText() throws IOException {
    Path real = Path.of("memory.iso").toAbsolutePath();
    Path without =
        (Path)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Path.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("toUri")) {
                    throw new UnsupportedOperationException("no URIs");
                  }
                  try {
                    return method.invoke(real, args);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    MemoryVolume volume = new MemoryVolume();
    FileStores stores = new FileStores("memory", volume, java.util.List::of);
    try (FileSystem fileSystem =
        ImageFileSystem.of(
            new IsoFileSystemProvider(),
            ImageLocation.of(without),
            volume,
            volume,
            stores,
            () -> {})) {
      assertThat(fileSystem.toString(), is("iso:" + real));
      assertThat(fileSystem.getPath("/a").toString(), containsString("/a"));
    }
  }

  @Test
  void readingAtTheEndIsNoError() throws IOException {
    try (FileSystem fileSystem = memory();
        var channel = Files.newByteChannel(fileSystem.getPath("/a"))) {
      channel.position(3);
      assertThat(channel.read(ByteBuffer.allocate(1)), is(-1));
    }
  }

  private static FileSystem memory() throws IOException {
    MemoryVolume volume = new MemoryVolume();
    volume.file("/a", "abc");
    return volume.open();
  }
}
