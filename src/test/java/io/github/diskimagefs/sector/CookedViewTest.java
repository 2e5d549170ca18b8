package io.github.diskimagefs.sector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.image.CdSectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file system sees of a track, however its sectors are stored. */
class CookedViewTest {
  @TempDir Path folder;

  private final Random random = new Random(2352);
  private final byte[] iso = new byte[100 * 2048];

  CookedViewTest() {
    random.nextBytes(iso);
  }

  @Test
  void everySizeGivesTheSameBytes() throws IOException {
    byte[] mode1 = CdSectors.mode1(iso, 0);
    byte[] mode2 = CdSectors.mode2(iso, 0);
    assertThat(user(TrackMode.MODE1, 2352, mode1), is(iso));
    assertThat(user(TrackMode.MODE1, 2448, CdSectors.withSubChannel(mode1)), is(iso));
    assertThat(user(TrackMode.MODE2, 2352, mode2), is(iso));
    assertThat(user(TrackMode.MODE2, 2336, CdSectors.part(mode2, 16, 2336)), is(iso));
    assertThat(user(TrackMode.MODE2, 2332, CdSectors.part(mode2, 16, 2332)), is(iso));
    assertThat(user(TrackMode.MODE2, 2056, CdSectors.part(mode2, 16, 2056)), is(iso));
    assertThat(user(TrackMode.MODE2, 2324, CdSectors.part(mode2, 24, 2324)), is(iso));
    assertThat(user(TrackMode.MODE1, 2048, iso), is(iso));
  }

  private static byte[] user(TrackMode mode, int size, byte[] sectors) throws IOException {
    return RawTrack.read(RawTrack.of(mode, size, sectors).user(false));
  }

  @Test
  void randomRangesEqualThoseOfTheIso() throws IOException {
    Path bin = Files.write(folder.resolve("a.bin"), CdSectors.mode1(iso, 0));
    try (HostFile mapped = HostFiles.open(bin, true);
        HostFile read = HostFiles.open(bin, false)) {
      for (ByteSource host : List.of(mapped, read)) {
        compare(track(host).user(false));
        compare(track(host.slice(0, host.size())).user(false));
        compare(track(host).user(true));
      }
    }
  }

  @Test
  void hostsWithoutFileChannelsToo() throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path bin = Files.write(memory.getPath("a.bin"), CdSectors.mode1(iso, 0));
      try (HostFile host = HostFiles.open(bin, true)) {
        compare(track(host).user(false));
      }
    }
  }

  private void compare(ByteSource user) throws IOException {
    for (int i = 0; i < 300; i++) {
      int from = random.nextInt(iso.length);
      int length = random.nextInt(Math.min(20_000, iso.length - from) + 1);
      byte[] expected = Arrays.copyOfRange(iso, from, from + length);
      // Not is(): it compares boxed bytes one by one.
      assertThat(Arrays.equals(RawTrack.read(user, from, length), expected), is(true));
      ByteBuffer direct = ByteBuffer.allocateDirect(length);
      user.slice(from, length).readFully(0, direct);
      assertThat(direct.flip(), is(ByteBuffer.wrap(expected)));
    }
    assertThat(user.read(iso.length, ByteBuffer.allocate(1)), is(-1));
  }

  private static Track track(ByteSource bytes) {
    return new Track(
        1, SectorLayout.of(TrackMode.MODE1, 2352), 0, 0, 0, bytes, List.of(), Map.of());
  }

  @Test
  void plainTracksAreOneRunOfTheHost() throws IOException {
    Path file = Files.write(folder.resolve("a.iso"), iso);
    try (HostFile host = HostFiles.open(file, true)) {
      Track track =
          new Track(1, SectorLayout.of(TrackMode.MODE1, 2048), 0, 0, 0, host, List.of(), Map.of());
      DiscSpace space = space(track);
      assertThat(HostExtent.whole(space, 5000, 60_000), is(new HostExtent(host, 5000, 60_000)));
    }
  }

  @Test
  void rawTracksAreRunsOf2048Bytes() throws IOException {
    Path file = Files.write(folder.resolve("a.bin"), CdSectors.mode1(iso, 0));
    try (HostFile host = HostFiles.open(file, true)) {
      HostExtent run = space(track(host)).extent(3 * 2048 + 48, 9000);
      assertThat(run, is(new HostExtent(host, 3 * 2352 + 16 + 48, 2000)));
    }
  }

  private static DiscSpace space(Track track) {
    return new DiscSpace(
        new Disc(List.of(new Session(1, List.of(track), track.end())), Map.of()), false);
  }

  @Test
  void gapsFailToRead() throws IOException {
    Track first = RawTrack.of(TrackMode.MODE1, 2048, iso);
    Track second = RawTrack.at(11_500, TrackMode.MODE1, 2048, iso);
    Disc disc =
        new Disc(
            List.of(new Session(1, List.of(first), 100), new Session(2, List.of(second), 11_600)),
            Map.of());
    DiscSpace space = new DiscSpace(disc, false);
    assertThat(space.size(), is(11_600L * 2048));
    assertThat(RawTrack.read(space, 11_500 * 2048L, iso.length), is(iso));
    assertThrows(IOException.class, () -> space.read(100 * 2048, ByteBuffer.allocate(1)));
    assertThrows(IOException.class, () -> space.extent(11_499 * 2048L, 1));
  }

  @Test
  void payloadFollowsTheSubHeaders() throws IOException {
    byte[] one = new byte[3 * 2324];
    byte[] two = new byte[70 * 2048];
    random.nextBytes(one);
    random.nextBytes(two);
    byte[] sectors =
        CdSectors.join(CdSectors.form2(one, 0), CdSectors.mode2(two, 3), CdSectors.form2(one, 73));
    Track track = RawTrack.of(TrackMode.MODE2, 2352, sectors);
    ByteSource payload = space(track).form2(0, 76);
    byte[] expected = CdSectors.join(one, two, one);
    assertThat(payload, notNullValue());
    assertThat(RawTrack.read(payload), is(expected));
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(expected.length - 5000);
      byte[] part = Arrays.copyOfRange(expected, from, from + 5000);
      assertThat(Arrays.equals(RawTrack.read(payload, from, 5000), part), is(true));
    }
    assertThat(RawTrack.read(space(track).form2(1, 2)).length, is(2 * 2324));
    assertThat(RawTrack.read(space(track).form2(3, 70)), is(two));
  }

  @Test
  void sectorsOf2336BytesGetTheirFrameBack() throws IOException {
    byte[] raw = CdSectors.mode2(iso, 0);
    Track track = RawTrack.of(TrackMode.MODE2, 2336, CdSectors.part(raw, 16, 2336));
    assertThat(RawTrack.read(space(track).rawSectors(0, 100)), is(raw));
  }

  @Test
  void swappedSamplesFromAnyPosition() throws IOException {
    ByteSource swapped = new SwappedSource(new ArraySource(CdSectors.swapped(iso)));
    for (int from = 0; from < 4; from++) {
      for (int length = 0; length < 6; length++) {
        byte[] expected = Arrays.copyOfRange(iso, from, from + length);
        assertThat(RawTrack.read(swapped, from, length), is(expected));
      }
    }
    assertThat(RawTrack.read(swapped), is(iso));
  }
}
