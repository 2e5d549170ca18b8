package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diskimagefs.bytes.PrefetchExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made ready before it is asked for, where decoding is dear. */
class ReadAheadTest {
  private final LinkedBlockingQueue<String> expected = new LinkedBlockingQueue<>();
  private final MemoryVolume volume = new MemoryVolume().dear(expected);

  @BeforeEach
  void needsASpareCore() {
    assumeTrue(PrefetchExecutor.COUNT > 1, "one core: nothing is made ready");
  }

  private List<String> next(int count) throws InterruptedException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(expected.poll(60, TimeUnit.SECONDS));
    }
    return names;
  }

  @Test
  void theFilesBehindTwoThatWereRead() throws IOException, InterruptedException {
    for (String name : List.of("a", "b", "c", "d")) {
      volume.file("/dir/" + name, "text");
    }
    volume.file("/dir/empty", "");
    volume.link("/dir/link", "a");
    volume.file("/dir/e", "text");
    try (FileSystem fs = volume.open()) {
      Files.readAllBytes(fs.getPath("/dir/a"));
      assertThat(expected.peek(), is(nullValue()));
      Files.readAllBytes(fs.getPath("/dir/b"));
      assertThat(next(3), contains("c", "d", "e"));
    }
  }

  @Test
  void nothingForOneWhoJumpsAbout() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      volume.file("/" + name, "text");
    }
    try (FileSystem fs = volume.open()) {
      for (String name : List.of("d", "b", "a", "c")) {
        Files.readAllBytes(fs.getPath("/" + name));
      }
    }
    assertThat(expected.poll(), is(nullValue()));
  }

  @Test
  void nothingForOneWhoLooksAtTheBeginnings() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      volume.file("/" + name, "text");
    }
    try (FileSystem fs = volume.open()) {
      for (String name : List.of("a", "b", "c", "d")) {
        try (InputStream in = Files.newInputStream(fs.getPath("/" + name))) {
          assertThat(in.readNBytes(2).length, is(2));
        }
      }
    }
    assertThat(expected.poll(), is(nullValue()));
  }

  @Test
  void theTreeForOneWhoWalksIt() throws IOException, InterruptedException {
    for (String name :
        List.of("/1/a", "/1/b", "/2/a2", "/2/b2", "/2/sub/c2", "/3/a3", "/z3", "/4/d4")) {
      volume.file(name, "text");
    }
    List<String> read = new ArrayList<>();
    try (FileSystem fs = volume.open();
        Stream<Path> all = Files.walk(fs.getPath("/"))) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        Files.readAllBytes(file);
        read.add(file.getFileName().toString());
      }
      assertThat(read, contains("a", "b", "a2", "b2", "c2", "a3", "z3", "d4"));
      assertThat(next(4), contains("c2", "a3", "z3", "d4"));
    }
  }

  @Test
  void theRestOfAFileReadFromTheFront() throws IOException {
    volume.file("/big", "x".repeat(100_000));
    try (FileSystem fs = volume.open();
        SeekableByteChannel channel = Files.newByteChannel(fs.getPath("/big"))) {
      ByteBuffer part = ByteBuffer.allocate(1000);
      channel.position(5000).read(part);
      channel.position(50_000).read(part.clear());
      assertThat(expected.poll(), is(nullValue()));
      channel.read(part.clear());
      assertThat(expected.poll(), is("big from 52000"));
      channel.read(part.clear());
      assertThat(expected.poll(), is(nullValue()));
    }
  }

  /** Nobody's reading waits for a search through a tree without end. */
  @Test
  void notFarThroughATreeWithoutFiles() throws IOException, InterruptedException {
    volume.file("/1/a", "text");
    volume.file("/1/b", "text");
    volume.file("/2/c", "text");
    volume.file("/2/d", "text");
    volume.again("/2/x", "/");
    volume.again("/2/y", "/");
    volume.file("/2/z", "text");
    try (FileSystem fs = volume.open()) {
      for (String name : List.of("/1/a", "/1/b", "/2/c", "/2/d")) {
        Files.readAllBytes(fs.getPath(name));
      }
      assertThat(volume.listings(), lessThan(20_000));
    }
  }
}
