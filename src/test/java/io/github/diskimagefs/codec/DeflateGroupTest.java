package io.github.diskimagefs.codec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeflateGroupTest {
  private static final int CHUNKS = 16;
  private static final int CHUNK_BYTES = 2048;
  private static final int START = 5000;

  private final byte[] plain = new byte[CHUNKS * CHUNK_BYTES];
  private final List<Integer> offsets = new ArrayList<>();
  private byte[] image;

  @TempDir private Path folder;

  DeflateGroupTest() throws IOException {
    new Random(7).nextBytes(plain);
    for (int i = 0; i < plain.length; i += 3) {
      plain[i] = 'x';
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[START]);
    for (int i = 0; i < CHUNKS; i++) {
      offsets.add(out.size());
      DeflaterOutputStream packed =
          new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED, true));
      packed.write(plain, i * CHUNK_BYTES, CHUNK_BYTES);
      packed.finish();
    }
    offsets.add(out.size());
    image = out.toByteArray();
  }

  private StoredData span(ByteSource source) {
    return new StoredData("span", source, START, image.length - START);
  }

  private StoredData chunk(ByteSource source, int index) {
    int start = offsets.get(index);
    return new StoredData("chunk", index, source, start, offsets.get(index + 1) - start);
  }

  private byte[] decode(DeflateGroup group, ByteSource source, int index) throws IOException {
    byte[] target = new byte[CHUNK_BYTES + 7];
    group.decode(chunk(source, index), target, 7, CHUNK_BYTES);
    return Arrays.copyOfRange(target, 7, target.length);
  }

  private byte[] plain(int index) {
    return Arrays.copyOfRange(plain, index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
  }

  private HostFile file() throws IOException {
    Path file = Files.write(folder.resolve("image"), image);
    return new HostFile("image", () -> FileChannel.open(file), true);
  }

  @Test
  void chunksDecodeInAnyOrder() throws IOException {
    try (HostFile source = file();
        DeflateGroup group = DeflateGroup.of(span(source))) {
      for (int i = CHUNKS - 1; i >= 0; i--) {
        assertThat(decode(group, source, i), is(plain(i)));
      }
      assertThat(decode(group, source, 3), is(plain(3)));
    }
  }

  @Test
  void dataOfAnotherImageOrOfManyBytesAreNoGroup() throws IOException {
    assertThat(DeflateGroup.of(span(new ArraySource(image))), is(nullValue()));
    image = Arrays.copyOf(image, START + (64 << 10) + 1);
    try (HostFile source = file()) {
      assertThat(DeflateGroup.of(span(source)), is(nullValue()));
    }
  }

  @Test
  void aDamagedChunkLeavesTheOthers() throws IOException {
    image[offsets.get(4)] = (byte) 0xFF;
    try (HostFile source = file();
        DeflateGroup group = DeflateGroup.of(span(source))) {
      assertThat(decode(group, source, 3), is(plain(3)));
      MalformedImageException error =
          assertThrows(MalformedImageException.class, () -> decode(group, source, 4));
      assertThat(error.getMessage(), containsString("chunk 4"));
      assertThat(decode(group, source, 5), is(plain(5)));
    }
  }

  @Test
  void aChunkThatIsCutIsRefusedAndLeavesTheOthers() throws IOException {
    byte[] target = new byte[CHUNK_BYTES];
    try (HostFile source = file();
        DeflateGroup group = DeflateGroup.of(span(source))) {
      StoredData cut = new StoredData("chunk", 2, source, offsets.get(2), 300);
      assertThrows(MalformedImageException.class, () -> group.decode(cut, target, 0, CHUNK_BYTES));
      assertThat(decode(group, source, 3), is(plain(3)));
    }
  }

  @Test
  void aChunkOutsideOfTheSpanIsRefused() throws IOException {
    byte[] target = new byte[CHUNK_BYTES];
    try (HostFile source = file();
        DeflateGroup group = DeflateGroup.of(span(source))) {
      for (long start : new long[] {START - 1, image.length - 99}) {
        StoredData chunk = new StoredData("chunk", 9, source, start, 100);
        MalformedImageException error =
            assertThrows(
                MalformedImageException.class, () -> group.decode(chunk, target, 0, CHUNK_BYTES));
        assertThat(error.getMessage(), containsString("chunk 9"));
      }
    }
  }
}
