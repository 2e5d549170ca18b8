package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ImageDirectoryStreamTest {
  private final MemoryVolume volume = new MemoryVolume();

  ImageDirectoryStreamTest() {
    for (String name : List.of("a", "b", "c")) {
      volume.file("/" + name, "text");
    }
  }

  @Test
  void aFilterMayWaitForAnotherThreadThatClosesTheStream() throws Exception {
    AtomicReference<DirectoryStream<Path>> opened = new AtomicReference<>();
    DirectoryStream.Filter<Path> closing =
        entry -> {
          CompletableFuture.runAsync(() -> close(opened.get()))
              .orTimeout(60, TimeUnit.SECONDS)
              .join();
          return true;
        };
    try (FileSystem image = volume.open();
        DirectoryStream<Path> stream = Files.newDirectoryStream(image.getPath("/"), closing)) {
      opened.set(stream);
      assertThat(stream.iterator().hasNext(), is(false));
    }
  }

  private static void close(DirectoryStream<Path> stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anEntryThatWasFoundIsReturnedAfterClosing() throws IOException {
    try (FileSystem image = volume.open();
        DirectoryStream<Path> stream = Files.newDirectoryStream(image.getPath("/"))) {
      var entries = stream.iterator();
      assertThat(entries.hasNext(), is(true));
      close(stream);
      List<String> names = new ArrayList<>();
      entries.forEachRemaining(entry -> names.add(entry.toString()));
      assertThat(names, contains("/a"));
    }
  }
}
