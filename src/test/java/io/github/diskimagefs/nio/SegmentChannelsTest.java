package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mappings into an arena. The tests call by reflection, because JDK 17 has neither {@code Arena}
 * nor {@code MemorySegment}; they run with the jar, because a JVM looks for {@code
 * META-INF/versions} nowhere else.
 */
@EnabledForJreRange(minVersion = 22)
@EnabledIfSystemProperty(named = "test.path", matches = "class")
class SegmentChannelsTest {
  private static final byte[] BYTES = {1, 2, 3, 4, 5};

  @TempDir Path folder;

  private static Object arena() throws ReflectiveOperationException {
    return Class.forName("java.lang.foreign.Arena").getMethod("ofAuto").invoke(null);
  }

  private static Object map(FileChannel channel, MapMode mode, long from, long size)
      throws Exception {
    Class<?> arena = Class.forName("java.lang.foreign.Arena");
    Method map = FileChannel.class.getMethod("map", MapMode.class, long.class, long.class, arena);
    try {
      return map.invoke(channel, mode, from, size, arena());
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private static ByteBuffer mapped(ByteSource content, long from, long size) throws Exception {
    try (FileChannel channel = SegmentChannels.open(content, new Opened())) {
      Object segment = map(channel, MapMode.READ_ONLY, from, size);
      Class<?> type = Class.forName("java.lang.foreign.MemorySegment");
      return (ByteBuffer) type.getMethod("asByteBuffer").invoke(segment);
    }
  }

  @Test
  void mapsWhatTheHostHoldsAndWhatItDoesNot() throws Exception {
    ByteBuffer middle = ByteBuffer.wrap(BYTES, 1, 3);
    assertThat(mapped(new ArraySource(BYTES), 1, 3), is(middle));
    assertThat(mapped(new ArraySource(BYTES), 5, 0).remaining(), is(0));
    Path file = Files.write(folder.resolve("five"), BYTES);
    try (HostFile host = HostFiles.open(file, false)) {
      assertThat(mapped(host, 1, 3), is(middle));
    }
  }

  /** {@code madvise} takes addresses of whole pages only. */
  @Test
  void aFileBeginsAtAPageOfMemory() throws Exception {
    byte[] sectors = new byte[6144];
    sectors[2048] = 7;
    Path file = Files.write(folder.resolve("sectors"), sectors);
    Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
    try (HostFile host = HostFiles.open(file, false);
        FileChannel channel = SegmentChannels.open(host.slice(2048, 4096), new Opened())) {
      Object mapped = map(channel, MapMode.READ_ONLY, 0, 4096);
      assertThat((long) segment.getMethod("address").invoke(mapped) % 4096, is(0L));
      ByteBuffer bytes = (ByteBuffer) segment.getMethod("asByteBuffer").invoke(mapped);
      assertThat(bytes, is(ByteBuffer.wrap(sectors, 2048, 4096)));
    }
  }

  @Test
  void refusesWhatThePlainMappingRefuses() throws IOException {
    try (FileChannel channel = SegmentChannels.open(new ArraySource(BYTES), new Opened())) {
      assertThat(channel, is(instanceOf(ImageFileChannel.class)));
      assertThrows(NonWritableChannelException.class, () -> map(channel, MapMode.READ_WRITE, 0, 1));
      assertThrows(IllegalArgumentException.class, () -> map(channel, MapMode.READ_ONLY, -1, 1));
      assertThrows(IOException.class, () -> map(channel, MapMode.READ_ONLY, 0, 6));
    }
  }
}
