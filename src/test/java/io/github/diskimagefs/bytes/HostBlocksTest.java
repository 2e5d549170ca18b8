package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.bytes.FarFile.Request;
import io.github.diskimagefs.options.HostBlockOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests reads of a host file become that is not local. */
class HostBlocksTest {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  private static void check(HostFile file, FarFile far, int position, int length)
      throws IOException {
    HostReads.check(file, far.bytes, position, ByteBuffer.allocate(length));
  }

  private static void checkInPieces(HostFile file, FarFile far, int position, int length)
      throws IOException {
    for (int done = 0; done < length; done += 8 * KIB) {
      check(file, far, position + done, 8 * KIB);
    }
  }

  @Test
  void theFirstRequestFetchesTheHead() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      check(file, far, 0, 16);
      check(file, far, 32 * KIB, 2048);
      check(file, far, 512 * KIB, 2048);
      assertThat(far.requests(), contains(Request.of(0, 576)));
    }
  }

  @Test
  void aMissNearTheEndFetchesTheTail() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      check(file, far, 10 * MIB - 12, 12);
      check(file, far, 10 * MIB - 128 * KIB, 512);
      assertThat(far.requests(), contains(Request.of(10 * KIB - 128, 128)));
    }
  }

  @Test
  void aMissElsewhereFetchesOneBlock() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      check(file, far, 5 * MIB + 100, 10);
      check(file, far, 5 * MIB + 60 * KIB, 10);
      assertThat(far.requests(), contains(Request.of(5 * KIB, 64)));
    }
  }

  @Test
  void sequentialReadsDoubleTheRequestUpToOneMebibyte() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      checkInPieces(file, far, 4 * MIB, 4 * MIB);
      assertThat(
          far.requests(),
          contains(
              Request.of(4096, 64),
              Request.of(4160, 128),
              Request.of(4288, 256),
              Request.of(4544, 512),
              Request.of(5056, 1024),
              Request.of(6080, 1024),
              Request.of(7104, 1024),
              Request.of(8128, 1024)));
    }
  }

  @Test
  void severalSequentialReadersDoNotDisturbEachOther() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      for (int done = 0; done < MIB; done += 8 * KIB) {
        check(file, far, 2 * MIB + done, 8 * KIB);
        check(file, far, 6 * MIB + done, 8 * KIB);
      }
      assertThat(far.requests(), hasSize(lessThanOrEqualTo(2 * 5)));
    }
  }

  @Test
  void backwardReadsDoubleTheRequestToo() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      for (int done = 8 * KIB; done <= 448 * KIB; done += 8 * KIB) {
        check(file, far, 4 * MIB - done, 8 * KIB);
      }
      assertThat(
          far.requests(),
          contains(Request.of(4032, 64), Request.of(3904, 128), Request.of(3648, 256)));
    }
  }

  @Test
  void aJumpFetchesOneBlockAgain() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      checkInPieces(file, far, 4 * MIB, 300 * KIB);
      far.requests();
      check(file, far, 8 * MIB, 10);
      assertThat(far.requests(), contains(Request.of(8192, 64)));
    }
  }

  @Test
  void anAnnouncedRangeIsOneRequest() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      file.announce(4 * MIB, 200 * KIB);
      file.announce(4 * MIB + 200 * KIB, 100 * KIB);
      assertThat(far.requests(), is(empty()));
      check(file, far, 4 * MIB + 150 * KIB, 10);
      assertThat(far.requests(), contains(Request.of(4096, 320)));
      checkInPieces(file, far, 4 * MIB, 300 * KIB);
      assertThat(far.requests(), is(empty()));
    }
  }

  @Test
  void aLongAnnouncedRangeIsReadByLongRequests() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      file.announce(2 * MIB, Long.MAX_VALUE);
      check(file, far, 2 * MIB + 10, 10);
      check(file, far, 3 * MIB, 10);
      check(file, far, 8 * MIB, 10);
      assertThat(
          far.requests(),
          contains(Request.of(2048, 1024), Request.of(3072, 1024), Request.of(8192, 1024)));
    }
  }

  @Test
  void withoutReadAheadAnnouncedRangesAreNotFetched() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened(new HostBlockOptions(64 * KIB, 8 * MIB, 0))) {
      file.announce(4 * MIB, MIB);
      check(file, far, 4 * MIB, 10);
      assertThat(far.requests(), contains(Request.of(4096, 64)));
    }
  }

  @Test
  void adjacentMissingBlocksAreOneRequest() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      check(file, far, 4 * MIB + 60 * KIB, 100 * KIB);
      assertThat(far.requests(), contains(Request.of(4096, 192)));
    }
  }

  @Test
  void blocksThatAreHeldAreNotFetchedAgain() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      check(file, far, 4 * MIB + 64 * KIB, 10);
      far.requests();
      check(file, far, 4 * MIB, 200 * KIB);
      assertThat(far.requests(), contains(Request.of(4032, 128), Request.of(4224, 256)));
    }
  }

  @Test
  void aLongReadGoesStraightToTheBufferOfTheCaller() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    BlockCache cache = new BlockCache(HostBlockOptions.DEFAULTS);
    try (HostFile file = far.opened(cache)) {
      check(file, far, 3 * MIB + 5, 2 * MIB);
      assertThat(far.requests(), contains(new Request(3 * MIB + 5, 2 * MIB)));
      assertThat(cache.chunks().held(), is(0L));
    }
  }

  @Test
  void aLongReadTakesTheBlocksThatAreHeld() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      check(file, far, 3 * MIB, 10);
      check(file, far, 4 * MIB, 10);
      far.requests();
      check(file, far, 3 * MIB, 2 * MIB);
      assertThat(far.requests(), contains(Request.of(3136, 960), Request.of(4160, 1024 - 64)));
    }
  }

  @Test
  void aFileThatIsReadAgainCostsNoRequest() throws IOException {
    FarFile far = new FarFile(5 * MIB);
    try (HostFile file = far.opened()) {
      checkInPieces(file, far, 0, 5 * MIB);
      far.requests();
      checkInPieces(file, far, 0, 5 * MIB);
      assertThat(far.requests(), is(empty()));
    }
  }

  @Test
  void aSmallFileIsOneRequest() throws IOException {
    FarFile far = new FarFile(500 * KIB);
    try (HostFile file = far.opened()) {
      checkInPieces(file, far, 0, 500 * KIB);
      assertThat(far.requests(), contains(Request.of(0, 500)));
    }
  }

  @Test
  void withoutReadAheadOnlyTheNeededBlocksAreFetched() throws IOException {
    FarFile far = new FarFile(5 * MIB);
    try (HostFile file = far.opened(new HostBlockOptions(32 * KIB, MIB, 0))) {
      check(file, far, 5, 5);
      check(file, far, 32 * KIB, 5);
      check(file, far, 5 * MIB - 10, 10);
      assertThat(
          far.requests(),
          contains(Request.of(0, 32), Request.of(32, 32), Request.of(5 * KIB - 32, 32)));
    }
  }

  @Test
  void withoutCacheEachReadIsARequest() throws IOException {
    FarFile far = new FarFile(5 * MIB);
    try (HostFile file = far.opened(new HostBlockOptions(64 * KIB, 0, MIB))) {
      check(file, far, 5, 5);
      check(file, far, 5, 5);
      assertThat(far.requests(), contains(new Request(5, 5), new Request(5, 5)));
    }
  }

  @Test
  void theFilesOfAnImageShareTheBound() throws IOException {
    BlockCache cache = new BlockCache(new HostBlockOptions(64 * KIB, MIB, MIB));
    List<HostFile> files = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      FarFile far = new FarFile(2 * MIB);
      HostFile file = far.opened(cache);
      files.add(file);
      checkInPieces(file, far, 0, 2 * MIB);
      assertThat(cache.chunks().held(), is(lessThanOrEqualTo(MIB + MIB / 8L))); // and spare arrays
    }
    for (HostFile file : files) {
      file.close();
    }
    assertThat(cache.chunks().held(), is(0L));
  }

  @Test
  void aRequestLeavesMostOfTheCacheToOthers() throws IOException {
    FarFile far = new FarFile(5 * MIB);
    try (HostFile file = far.opened(new HostBlockOptions(64 * KIB, MIB, MIB))) {
      checkInPieces(file, far, 0, 5 * MIB);
      for (Request request : far.requests()) {
        assertThat(request.length(), is(lessThanOrEqualTo(256 * KIB)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 32768, 0", "65536, 100000, 70000", "100000, 8388608, 1048576", "4096, 40000, 1"})
  void anyOptionsGiveTheBytesOfTheFile(int block, long cache, long ahead) throws IOException {
    FarFile far = new FarFile(1_300_001);
    Random random = new Random(block);
    try (HostFile file = far.opened(new HostBlockOptions(block, cache, ahead))) {
      for (int i = 0; i < 500; i++) {
        check(
            file,
            far,
            random.nextInt(far.bytes.length),
            1 + random.nextInt(1 << random.nextInt(19)));
      }
    }
  }

  @Test
  void aHostThatAnswersByFewBytesIsAskedAgain() throws IOException {
    FarFile far = new FarFile(5 * MIB).maxBytes(5000);
    try (HostFile file = far.opened()) {
      check(file, far, 3 * MIB, 150_000);
      far.requests();
      check(file, far, 3 * MIB, 150_000);
      assertThat(far.requests(), is(empty()));
    }
  }

  @Test
  void unreadableBytesNextToTheNeededOnesDoNoHarm() throws IOException {
    int bad = 3 * MIB + 5000;
    FarFile far =
        new FarFile(10 * MIB)
            .on(
                request -> {
                  if (request.covers(bad)) {
                    throw new IOException("unreadable");
                  }
                });
    try (HostFile file = far.opened()) {
      check(file, far, 3 * MIB, 5000);
      check(file, far, bad + 1, 100_000);
      IOException e =
          assertThrows(IOException.class, () -> file.read(bad, ByteBuffer.allocate(100)));
      assertThat(e.getMessage(), is("unreadable"));
      checkInPieces(file, far, 3 * MIB - 64 * KIB, 64 * KIB);
    }
  }

  @Test
  void anExceptionOfAnotherProvidersOwnIsAnIoException() throws IOException {
    FarFile far =
        new FarFile(10 * MIB)
            .on(
                request -> {
                  throw new IllegalStateException("no connection");
                });
    try (HostFile file = far.opened()) {
      IOException e = assertThrows(IOException.class, () -> file.read(0, ByteBuffer.allocate(100)));
      assertThat(e.getCause(), is(instanceOf(IllegalStateException.class)));
    }
  }

  @Test
  void stridedReadsAreFetchedInBlocksToo() throws IOException {
    FarFile far = new FarFile(10 * MIB);
    try (HostFile file = far.opened()) {
      byte[] found = new byte[64 * 2048];
      ByteBuffer target = ByteBuffer.wrap(found);
      while (target.hasRemaining()) {
        file.readStrided(2 * MIB + 16, 2352, 2048, target.position(), target);
      }
      for (int i = 0; i < found.length; i++) {
        int position = 2 * MIB + 16 + i / 2048 * 2352 + i % 2048;
        assertThat(found[i], is(far.bytes[position]));
      }
      assertThat(far.requests(), hasSize(lessThanOrEqualTo(2)));
    }
  }

  @Test
  void requestsNeverLeadPastTheEnd() throws IOException {
    FarFile far = new FarFile(5 * MIB + 1234);
    try (HostFile file = far.opened()) {
      checkInPieces(file, far, 0, 5 * MIB + 1234);
      List<Integer> missing = new ArrayList<>();
      for (Request request : far.requests()) {
        missing.add((int) Math.max(0, request.position() + request.length() - far.bytes.length));
      }
      assertThat(missing, everyItem(is(0)));
    }
  }

  @Test
  void aRequestThatEndsAfterTheFileIsClosedLeavesNothing() throws IOException {
    BlockCache cache = new BlockCache(HostBlockOptions.DEFAULTS);
    FarFile far = new FarFile(MIB);
    HostFile file = far.opened(cache);
    far.on(request -> file.close());
    check(file, far, 0, 16);
    assertThat(cache.chunks().held(), is(0L));
  }
}
