package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallerChannelTest {
  private static final int MAX = CallerChannel.MAX_ARRAY_BYTES;

  @TempDir Path folder;

  @Test
  void aLargeReadIntoAnArrayIsMadeInParts() throws IOException {
    byte[] bytes = new byte[MAX + 10];
    bytes[MAX] = 1;
    Path path = Files.write(folder.resolve("image"), bytes);
    try (FileChannel file = FileChannel.open(path);
        CallerChannel channel = new CallerChannel(file)) {
      ByteBuffer target = ByteBuffer.allocate(bytes.length);
      assertThat(channel.read(target), is(MAX));
      assertThat(target.limit(), is(bytes.length));
      assertThat(channel.read(target), is(10));
      assertThat(target.array(), is(bytes));
      assertThat("end", channel.read(ByteBuffer.allocate(1)), is(-1));
    }
  }

  @Test
  void aReadIntoMemoryOutsideOfTheHeapIsMadeAtOnce() throws IOException {
    Path path = Files.write(folder.resolve("image"), new byte[MAX + 10]);
    try (FileChannel file = FileChannel.open(path);
        CallerChannel channel = new CallerChannel(file)) {
      assertThat(channel.read(ByteBuffer.allocateDirect(MAX + 10)), is(MAX + 10));
    }
  }
}
