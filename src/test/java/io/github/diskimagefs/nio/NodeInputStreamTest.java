package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.bytes.ZeroSource;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeInputStreamTest {
  @TempDir Path folder;

  private final Opened opened = new Opened();
  private final byte[] bytes = new byte[200_000];

  {
    new Random(1).nextBytes(bytes);
  }

  private InputStream stream() {
    return new NodeInputStream(new ArraySource(bytes), opened);
  }

  @Test
  void mixesSingleBytesBlocksAndSkips() throws IOException {
    Random random = new Random(2);
    try (InputStream stream = stream()) {
      int at = 0;
      while (at < bytes.length) {
        int choice = random.nextInt(3);
        if (choice == 0) {
          assertThat(stream.read(), is(bytes[at++] & 0xFF));
        } else if (choice == 1) {
          byte[] block = new byte[1 + random.nextInt(2000)];
          int count = stream.read(block);
          assertThat(count, is(Math.min(block.length, bytes.length - at)));
          assertThat(Arrays.equals(block, 0, count, bytes, at, at + count), is(true));
          at += count;
        } else {
          at += (int) stream.skip(random.nextInt(3000));
        }
        assertThat(stream.available(), is(bytes.length - at));
      }
      assertThat(stream.read(), is(-1));
      assertThat(stream.read(new byte[1]), is(-1));
      assertThat(stream.read(new byte[0]), is(0));
      assertThat(stream.skip(1), is(0L));
      assertThat(stream.skip(-1), is(0L));
    }
  }

  @Test
  void availableIsNeverMoreThanAnInt() throws IOException {
    try (InputStream stream = new NodeInputStream(new ZeroSource(1L << 40), opened)) {
      assertThat(stream.available(), is(Integer.MAX_VALUE));
      assertThat(stream.skip(Long.MAX_VALUE), is(1L << 40));
      assertThat(stream.available(), is(0));
    }
  }

  @Test
  void readsAll() throws IOException {
    try (InputStream stream = stream()) {
      assertThat(stream.readNBytes(5), is(Arrays.copyOf(bytes, 5)));
      assertThat(stream.readAllBytes().length, is(bytes.length - 5));
      assertThat(stream.readAllBytes().length, is(0));
      assertThat(stream.readNBytes(5).length, is(0));
    }
  }

  @Test
  void aSizeThatCannotBeTrueIsAnErrorOfTheImage() throws IOException {
    ByteSource lie = new ArraySource(bytes).slice(0, 1L << 32);
    try (InputStream stream = new NodeInputStream(lie, opened)) {
      assertThrows(MalformedImageException.class, stream::readAllBytes);
      assertThrows(MalformedImageException.class, () -> stream.readNBytes(Integer.MAX_VALUE));
      assertThrows(
          MalformedImageException.class, () -> stream.transferTo(OutputStream.nullOutputStream()));
    }
  }

  @Test
  void whatIsThereOfATruncatedFileIsGiven() throws IOException {
    try (InputStream stream =
        new NodeInputStream(new ArraySource(bytes).slice(0, 300_000), opened)) {
      assertThat(stream.readNBytes(bytes.length), is(bytes));
      assertThrows(MalformedImageException.class, stream::read);
    }
  }

  @Test
  void transfersToEveryKindOfStream() throws IOException {
    Path copy = folder.resolve("copy");
    try (HostFile host = HostFiles.open(Files.write(folder.resolve("host"), bytes), true)) {
      for (int kind = 0; kind < 3; kind++) {
        ByteArrayOutputStream memory = new ByteArrayOutputStream();
        try (InputStream stream = new NodeInputStream(host, opened);
            OutputStream target =
                kind == 0
                    ? memory
                    : kind == 1
                        ? new FileOutputStream(copy.toFile())
                        : Files.newOutputStream(copy)) {
          target.write(stream.read());
          assertThat(stream.transferTo(target), is(bytes.length - 1L));
          assertThat(stream.read(), is(-1));
        }
        byte[] found = kind == 0 ? memory.toByteArray() : Files.readAllBytes(copy);
        assertThat(Arrays.equals(found, bytes), is(true));
      }
    }
    assertThat(opened.resources, is(empty()));
  }

  @Test
  void closedIsClosed() throws IOException {
    InputStream stream = stream();
    stream.read();
    opened.closeAll();
    stream.close();
    assertThrows(ClosedChannelException.class, stream::read);
    assertThrows(ClosedChannelException.class, () -> stream.read(new byte[1]));
    assertThrows(ClosedChannelException.class, stream::available);
    assertThrows(ClosedChannelException.class, () -> stream.skip(1));
  }
}
