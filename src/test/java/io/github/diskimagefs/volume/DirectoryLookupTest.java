package io.github.diskimagefs.volume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectoryLookupTest {
  private final DirectoryLookup lookup = new DirectoryLookup(PathSafeNames::foldCase);

  @Test
  void exactNameComesFirst() throws IOException {
    Listing listing = new Listing(List.of("readme", "README", "Other"));

    assertThat(lookup.find(1, "README", listing).name(), is("README"));
    assertThat(lookup.find(1, "readme", listing).name(), is("readme"));
    assertThat(lookup.find(1, "ReadMe", listing).name(), is("readme"));
    assertThat(lookup.find(1, "OTHER", listing).name(), is("Other"));
    assertThat(lookup.find(1, "none", listing), nullValue());
  }

  @Test
  void aDirectoryIsScannedOnce() throws IOException {
    Listing listing = new Listing(IntStream.range(0, 5000).mapToObj(i -> "f" + i).toList());

    for (int i = 0; i < 5000; i += 7) {
      assertThat(lookup.find(1, "f" + i, listing).name(), is("f" + i));
    }
    assertThat(listing.scans, is(1));
  }

  @Test
  void namesOfOneHashCodeAreNotReadOneAfterTheOther() throws IOException {
    Listing listing =
        new Listing(
            IntStream.range(0, 1024)
                .mapToObj(
                    i ->
                        IntStream.range(0, 10)
                            .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                            .collect(Collectors.joining()))
                .toList());

    DirectoryLookup plain = new DirectoryLookup(UnaryOperator.identity());
    plain.find(1, "none", listing);
    listing.reads = 0;
    for (String name : listing.names) {
      assertThat(plain.find(1, name, listing).name(), is(name));
    }
    assertThat(listing.reads, is(lessThan(1100)));
  }

  @Test
  void namesThatFoldToTheSameAreNotReadOneAfterTheOther() throws IOException {
    Listing listing =
        new Listing(
            IntStream.range(0, 4096)
                .mapToObj(
                    i ->
                        IntStream.range(0, 12)
                            .mapToObj(bit -> (i >> bit & 1) == 0 ? "a" : "A")
                            .collect(Collectors.joining()))
                .toList());

    lookup.find(1, "none", listing);
    listing.reads = 0;
    for (String name : listing.names) {
      assertThat(lookup.find(1, name, listing).name(), is(name));
    }
    assertThat(listing.reads, is(lessThan(20 * 4096)));
    assertThat(lookup.find(1, "aaaaaaaaaaaa", listing).name(), is("aaaaaaaaaaaa"));
  }

  @Test
  void entriesWithoutAPlaceAreFoundToo() throws IOException {
    Listing listing = new Listing(List.of("a", "~renamed"));

    assertThat(lookup.find(1, "a", listing).name(), is("a"));
    assertThat(lookup.find(1, "~renamed", listing).name(), is("~renamed"));
    assertThat(lookup.find(1, "~RENAMED", listing).name(), is("~renamed"));
  }

  @Test
  void whatComesBeforeAFaultIsFound() throws IOException {
    Listing listing = new Listing(List.of("a", "!"));

    assertThat(lookup.find(1, "a", listing).name(), is("a"));
    assertThrows(IOException.class, () -> lookup.find(1, "b", listing));
  }

  @Test
  void aBrokenDirectoryIsScannedOnceToo() throws IOException {
    Listing listing = new Listing(List.of("a", "b", "!"));

    for (int i = 0; i < 5; i++) {
      assertThrows(MalformedImageException.class, () -> lookup.find(1, "none", listing));
      assertThrows(MalformedImageException.class, () -> lookup.find(1, "A", listing));
      assertThat(lookup.find(1, "b", listing).name(), is("b"));
    }
    assertThat(listing.scans, is(1));
  }

  /** A list of names; {@code ~} starts a name without a cookie, {@code !} is an error. */
  private static final class Listing implements DirectoryLookup.Directory {
    private final List<String> names;
    private int scans;
    private int reads;

    Listing(List<String> names) {
      this.names = names;
    }

    @Override
    public DirectoryScan scan() {
      scans++;
      return new DirectoryScan() {
        private int next;

        @Override
        public long place() {
          return names.get(next - 1).startsWith("~") ? NOWHERE : next - 1;
        }

        @Override
        public Node next() throws IOException {
          return next < names.size() ? Listing.this.nodeAt(next++) : null;
        }
      };
    }

    @Override
    public Node nodeAt(long place) throws IOException {
      reads++;
      if (names.get((int) place).equals("!")) {
        throw new MalformedImageException("Directory", 0, "broken");
      }
      return new Named(names.get((int) place));
    }
  }

  private record Named(String name) implements Node {
    @Override
    public Kind kind() {
      return Kind.FILE;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public FileTime modified() {
      return UNKNOWN_TIME;
    }

    @Override
    public Object key() {
      return name;
    }
  }
}
