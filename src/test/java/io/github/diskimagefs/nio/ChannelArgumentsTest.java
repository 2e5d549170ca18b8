package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Arguments that channels refuse, with the channels of the default provider as the measure. */
class ChannelArgumentsTest {
  private static final String TEXT = "twelve bytes";

  @TempDir Path folder;

  /** A call with the file to be read and a folder for others. */
  private interface Call {
    void on(Path file) throws Exception;
  }

  private void sameAsTheDefaultProvider(Call call) throws IOException {
    Path host = Files.writeString(folder.resolve("file"), TEXT);
    MemoryVolume volume = new MemoryVolume();
    volume.file("/file", TEXT);
    try (FileSystem image = volume.open()) {
      assertThat(thrown(() -> call.on(image.getPath("/file"))), is(thrown(() -> call.on(host))));
    }
  }

  private static Object thrown(Executable call) {
    try {
      call.execute();
      return "nothing";
    } catch (Throwable e) {
      return e.getClass();
    }
  }

  @Test
  void attributesAreNotNull() throws IOException {
    sameAsTheDefaultProvider(
        file -> Files.newByteChannel(file, Set.of(), (FileAttribute<?>[]) null).close());
    sameAsTheDefaultProvider(
        file -> FileChannel.open(file, Set.of(), (FileAttribute<?>[]) null).close());
    sameAsTheDefaultProvider(
        file ->
            AsynchronousFileChannel.open(file, Set.of(), null, (FileAttribute<?>[]) null).close());
  }

  @Test
  void buffersAreWritable() throws IOException {
    ByteBuffer constant = ByteBuffer.allocate(4).asReadOnlyBuffer();
    ByteBuffer empty = ByteBuffer.allocate(0).asReadOnlyBuffer();
    for (ByteBuffer buffer : new ByteBuffer[] {constant, empty}) {
      for (long position : new long[] {0, TEXT.length(), 1000}) {
        sameAsTheDefaultProvider(
            file -> {
              try (FileChannel channel = FileChannel.open(file)) {
                channel.position(position).read(buffer);
              }
            });
        sameAsTheDefaultProvider(
            file -> {
              try (FileChannel channel = FileChannel.open(file)) {
                channel.read(buffer, position);
              }
            });
        sameAsTheDefaultProvider(
            file -> {
              try (FileChannel channel = FileChannel.open(file)) {
                channel.position(position).read(new ByteBuffer[] {ByteBuffer.allocate(2), buffer});
              }
            });
        sameAsTheDefaultProvider(
            file -> {
              try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(file)) {
                channel.read(buffer, position).get();
              }
            });
      }
    }
  }

  @Test
  void scatteringReadsFillNothingWhereOneBufferIsNull() throws IOException {
    sameAsTheDefaultProvider(
        file -> {
          try (FileChannel channel = FileChannel.open(file)) {
            channel.read(new ByteBuffer[] {ByteBuffer.allocate(2), null});
          }
        });
  }

  @Test
  void targetsOfTransfersAreOpenForWriting() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "x");
    for (long position : new long[] {0, TEXT.length(), 1000}) {
      sameAsTheDefaultProvider(
          file -> {
            try (FileChannel channel = FileChannel.open(file);
                FileChannel target = FileChannel.open(other)) {
              channel.transferTo(position, 5, target);
            }
          });
    }
  }
}
