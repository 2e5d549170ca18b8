package io.github.diskimagefs.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.Extent;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening and closing, by path and by URI, on any host. */
class MountContractTest {
  private static final List<String> AWFUL =
      List.of(
          "a b",
          "%41.txt",
          "a+b",
          "semi;1",
          "back\\slash",
          "...",
          "#",
          "?q=1",
          "!",
          "a!",
          "ä日😀",
          "100%",
          "%",
          "[x]",
          "{y}",
          "~",
          "a:b",
          "@",
          "&",
          "|",
          "\"",
          "'",
          "\u0001",
          "\u007f",
          "é");

  @TempDir Path temp;

  private static byte[] image(String content) {
    IsoImage image = IsoImage.named("MOUNT").file("/docs/x.txt", content);
    AWFUL.forEach(name -> image.file("/awful/" + name, name));
    return image.build();
  }

  private Path disc(String name) throws IOException {
    return Files.write(temp.resolve(name), image("x")).toRealPath();
  }

  private static URI uri(Path disc, String path) {
    return URI.create("iso:" + disc.toUri() + "!" + path);
  }

  private static Set<Path> open(Path below) throws IOException {
    Path handles = Path.of("/proc/self/fd");
    Assumptions.assumeTrue(Files.isDirectory(handles), "needs /proc");
    try (Stream<Path> list = Files.list(handles)) {
      return list.map(MountContractTest::target)
          .filter(path -> path.startsWith(below))
          .collect(Collectors.toSet());
    }
  }

  private static Path target(Path handle) {
    try {
      return Files.readSymbolicLink(handle);
    } catch (IOException e) {
      return handle; // closed meanwhile
    }
  }

  @Test
  void everySchemeIsInstalled() {
    List<String> schemes =
        FileSystemProvider.installedProviders().stream().map(p -> p.getScheme()).toList();
    assertThat(schemes.containsAll(List.of("iso", "cdbin", "nrg", "dmg")), is(true));
  }

  @Test
  void aPathMountsOnFirstUse() throws IOException {
    Path disc = disc("a.iso");
    Path file = Path.of(uri(disc, "/docs/x.txt"));
    try (FileSystem image = file.getFileSystem()) {
      assertThat(Files.readString(file), is("x"));
      assertThat(FileSystems.getFileSystem(uri(disc, "/")), is(sameInstance(image)));
      assertThat(Path.of(file.toUri()), is(file));
      assertThat(Path.of(URI.create("iso:" + disc.toUri())), is(image.getPath("/")));
    }
    assertThrows(
        FileSystemNotFoundException.class, () -> FileSystems.getFileSystem(uri(disc, "/")));
    assertThat(open(temp.toRealPath()), is(Set.of()));
  }

  @Test
  void awfulNamesComeBack() throws IOException {
    Path disc = disc("a b%#!ä.iso");
    try (FileSystem image = DiskImages.open(disc);
        Stream<Path> list = Files.list(image.getPath("/awful"))) {
      for (Path path : (Iterable<Path>) list::iterator) {
        Path again = Path.of(URI.create(path.toUri().toString()));
        assertThat(again.toString(), is(path.toString()));
        assertThat(Files.readString(again), is(path.getFileName().toString()));
        assertThat(again.getFileSystem(), is(not(image)));
        assertThat(Path.of(again.toUri()), is(again));
      }
    }
    FileSystems.getFileSystem(URI.create("iso:" + disc.toUri().toString().replace("!", "%21")))
        .close();
  }

  @Test
  void oneByUriManyByPath() throws IOException {
    Path disc = disc("a.iso");
    Path link = Files.createSymbolicLink(temp.resolve("link.iso"), disc);
    try (FileSystem image = FileSystems.newFileSystem(uri(disc, "/"), Map.of());
        FileSystem second = FileSystems.newFileSystem(disc, Map.of());
        FileSystem third = FileSystems.newFileSystem(disc, (ClassLoader) null)) {
      assertThrows(
          FileSystemAlreadyExistsException.class,
          () -> FileSystems.newFileSystem(uri(link, "/"), Map.of()));
      assertThat(FileSystems.getFileSystem(uri(link, "/")), is(sameInstance(image)));
      assertThat(second, is(not(third)));
      assertThat(second.getPath("/"), is(not(image.getPath("/"))));
    }
    assertThat(open(temp.toRealPath()), is(Set.of()));
  }

  @Test
  void closingAnOldOneAgainLeavesTheNewOne() throws IOException {
    Path disc = disc("a.iso");
    FileSystem old = FileSystems.newFileSystem(uri(disc, "/"), Map.of());
    old.close();
    try (FileSystem young = FileSystems.newFileSystem(uri(disc, "/"), Map.of())) {
      old.close();
      assertThat(FileSystems.getFileSystem(uri(disc, "/")), is(sameInstance(young)));
    }
  }

  @Test
  void whatIsMissingOrNoImage() throws IOException {
    Path none = temp.resolve("none.iso").toAbsolutePath();
    Path text = Files.writeString(temp.resolve("text.iso"), "text").toRealPath();
    assertThrows(FileSystemNotFoundException.class, () -> Path.of(uri(none, "/x")));
    assertThrows(FileSystemNotFoundException.class, () -> Path.of(uri(text, "/x")));
    assertThrows(
        FileSystemNotFoundException.class, () -> FileSystems.getFileSystem(uri(none, "/")));
    assertThrows(
        NoSuchFileException.class, () -> FileSystems.newFileSystem(uri(none, "/"), Map.of()));
    assertThrows(IOException.class, () -> FileSystems.newFileSystem(uri(text, "/"), Map.of()));
    assertThrows(ProviderNotFoundException.class, () -> FileSystems.newFileSystem(text, Map.of()));
    assertThrows(UnknownFormatException.class, () -> DiskImages.open(text));
    assertThrows(NoSuchFileException.class, () -> DiskImages.open(none));
    assertThrows(IllegalArgumentException.class, () -> Path.of(URI.create("iso:a.iso!/x")));
    assertThat(open(temp.toRealPath()), is(Set.of()));
  }

  @Test
  void extentsSayWhereTheBytesLie() throws IOException {
    Path disc = disc("a.iso");
    try (FileSystem image = DiskImages.open(disc)) {
      List<?> extents = (List<?>) Files.getAttribute(image.getPath("/docs/x.txt"), "image:extents");
      Extent extent = (Extent) extents.get(0);
      assertThat(extents.size(), is(1));
      assertThat(extent, is(new Extent(0, disc.toString(), extent.offset(), 1)));
      assertThat(Files.readAllBytes(disc)[(int) extent.offset()], is((byte) 'x'));
    }
  }

  @Test
  void badOptions() throws IOException {
    Path disc = disc("a.iso");
    for (Map<String, ?> env :
        List.of(
            Map.of("view", "x"),
            Map.of("session", "0"),
            Map.of("volume", 0),
            Map.of("volume", "-1"),
            Map.of("volume", 1.5),
            Map.of("password", 1))) {
      assertThrows(IllegalArgumentException.class, () -> FileSystems.newFileSystem(disc, env));
      assertThrows(
          IllegalArgumentException.class, () -> FileSystems.newFileSystem(uri(disc, "/"), env));
      assertThrows(IllegalArgumentException.class, () -> DiskImages.open(disc, env));
    }
    try (FileSystem image = DiskImages.open(disc, Map.of("unknown", 1))) {
      assertThat(image.isOpen(), is(true));
    }
    assertThat(open(temp.toRealPath()), is(Set.of()));
  }

  @Test
  void theWrongSchemeNamesTheRightOne() throws IOException {
    Path disc = disc("a.iso");
    URI uri = URI.create("nrg:" + disc.toUri() + "!/");
    IOException e = assertThrows(IOException.class, () -> FileSystems.newFileSystem(uri, Map.of()));
    assertThat(e.getMessage().contains("iso:"), is(true));
  }

  private static <T> List<T> together(int threads, Callable<T> act) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return act.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void oneWinnerAmongManyThreads() throws Exception {
    Path disc = disc("a.iso");
    for (int round = 0; round < 20; round++) {
      List<Boolean> won =
          together(
              8,
              () -> {
                try {
                  FileSystems.newFileSystem(uri(disc, "/"), Map.of());
                  return true;
                } catch (FileSystemAlreadyExistsException e) {
                  return false;
                }
              });
      assertThat(won.stream().filter(w -> w).count(), is(1L));
      FileSystems.getFileSystem(uri(disc, "/")).close();
      List<FileSystem> same = together(8, () -> Path.of(uri(disc, "/")).getFileSystem());
      assertThat(Set.copyOf(same).size(), is(1));
      same.get(0).close();
    }
    assertThat(open(temp.toRealPath()), is(Set.of()));
  }

  @Test
  void manyThreadsMountReadAndClose() throws Exception {
    Path disc = disc("a.iso");
    together(
        8,
        () -> {
          for (int i = 0; i < 50; i++) {
            try (FileSystem image = DiskImages.open(disc)) {
              assertThat(Files.readString(image.getPath("/docs/x.txt")), is("x"));
            }
            Path shared = Path.of(uri(disc, "/docs/x.txt"));
            if (i % 5 == 0) {
              shared.getFileSystem().close();
            }
          }
          return null;
        });
    Path.of(uri(disc, "/")).getFileSystem().close();
    assertThat(open(temp.toRealPath()), is(Set.of()));
  }

  @Test
  void anImageInAnImage() throws IOException {
    Path outer =
        Files.write(
            temp.resolve("outer.iso"),
            IsoImage.named("OUTER").file("/d/in!ner.iso", image("deep")).build());
    URI uri = URI.create("iso:iso:" + outer.toRealPath().toUri() + "!/d/in%21ner.iso!/docs/x.txt");
    Path file = Path.of(uri);
    assertThat(Files.readString(file), is("deep"));
    assertThat(file.toUri(), is(uri));
    file.getFileSystem().close();
    // The outer one was opened for the inner one alone.
    assertThat(open(temp.toRealPath()), is(Set.of()));

    Path again = Path.of(uri);
    FileSystem asked = FileSystems.getFileSystem(uri(outer.toRealPath(), "/"));
    again.getFileSystem().close();
    assertThat(asked.isOpen(), is(true));
    try (FileSystem inner = FileSystems.newFileSystem(asked.getPath("/d/in!ner.iso"), Map.of())) {
      assertThat(Files.readString(inner.getPath("/docs/x.txt")), is("deep"));
      assertThat(inner.getPath("/docs/x.txt").toUri(), is(uri));
    }
    asked.close();
    assertThat(open(temp.toRealPath()), is(Set.of()));
    URI missing = URI.create("iso:iso:" + outer.toRealPath().toUri() + "!/none.iso!/x");
    assertThrows(FileSystemNotFoundException.class, () -> Path.of(missing));
    assertThat(open(temp.toRealPath()), is(Set.of()));
  }

  @Test
  void anImageWhoseHostWasClosedIsOpenedAnew() throws IOException {
    Path outer =
        Files.write(
            temp.resolve("outer.iso"), IsoImage.named("OUTER").file("/b.iso", image("b")).build());
    URI uri = URI.create("iso:iso:" + outer.toRealPath().toUri() + "!/b.iso!/docs/x.txt");
    Path first = Path.of(uri);
    FileSystems.getFileSystem(uri(outer.toRealPath(), "/")).close();
    Path second = Path.of(uri);
    assertThat(Files.readString(second), is("b"));
    assertThat(first.getFileSystem(), is(not(second.getFileSystem())));
    second.getFileSystem().close();
    first.getFileSystem().close();
    assertThat(open(temp.toRealPath()), is(Set.of()));
  }

  @Test
  void anImageInAnArchive() throws IOException {
    Path archive = temp.toRealPath().resolve("a b.zip");
    URI zip = URI.create("jar:" + archive.toUri());
    try (FileSystem entries = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.write(entries.getPath("/in side.iso"), image("zipped"));
    }
    URI uri = URI.create("iso:" + zip + "!/in%20side.iso!/docs/x.txt");
    Path file = Path.of(uri);
    assertThat(Files.readString(file), is("zipped"));
    assertThat(Path.of(uri), is(file));
    assertThat(Path.of(file.toUri()), is(file));
    file.getFileSystem().close();
    assertThat(open(temp.toRealPath()), is(Set.of()));
    try (FileSystem entries = FileSystems.newFileSystem(zip, Map.of());
        FileSystem image = Path.of(uri).getFileSystem()) {
      assertThat(Files.readString(image.getPath("/docs/x.txt")), is("zipped"));
      assertThat(entries.isOpen(), is(true));
    }
    assertThat(open(temp.toRealPath()), is(Set.of()));
  }

  @Test
  void anArchiveInAnImage() throws IOException {
    Path archive = temp.toRealPath().resolve("a.zip");
    URI zip = URI.create("jar:" + archive.toUri());
    try (FileSystem entries = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.write(entries.getPath("/b.iso"), image("thrice"));
    }
    Path outer =
        Files.write(
            temp.resolve("outer.iso"),
            IsoImage.named("OUTER").file("/a.zip", Files.readAllBytes(archive)).build());
    URI uri =
        URI.create("iso:jar:iso:" + outer.toRealPath().toUri() + "!/a.zip!/b.iso!/docs/x.txt");
    Path file = Path.of(uri);
    assertThat(Files.readString(file), is("thrice"));
    file.getFileSystem().close();
    assertThat(open(temp.toRealPath()), is(Set.of()));
  }

  @Test
  void anImageInMemory() throws IOException {
    try (FileSystem host = Jimfs.newFileSystem(Configuration.unix())) {
      Path disc = Files.write(host.getPath("a b.iso").toAbsolutePath(), image("jim"));
      Path file = Path.of(uri(disc, "/docs/x.txt"));
      try (FileSystem image = file.getFileSystem()) {
        assertThat(Files.readString(file), is("jim"));
        assertThat(Path.of(file.toUri()), is(file));
        assertThat(image.isOpen(), is(true));
      }
    }
  }

  @Test
  void aHostThatIsClosedFirst() throws IOException {
    Path zip = temp.resolve("closed.zip");
    try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.write(archive.getPath("/a.iso"), image("closed"));
    }
    FileSystem archive = FileSystems.newFileSystem(zip);
    FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
    Files.write(memory.getPath("/a.iso"), image("closed"));
    for (FileSystem host : List.of(archive, memory)) {
      FileSystem image = FileSystems.newFileSystem(host.getPath("/a.iso"));
      host.close();
      assertThat(image.toString(), startsWith("iso:"));
      image.close();
      assertThat(image.isOpen(), is(false));
    }
  }
}
