package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diskimagefs.bytes.PrefetchExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The background tasks of most tests wait in a queue until the test runs them. */
class ReadAheadTest {
  private final LinkedBlockingQueue<String> prefetched = new LinkedBlockingQueue<>();
  private final MemoryVolume volume = new MemoryVolume().encoded(prefetched);
  private final Queue<PrefetchExecutor.Task> tasks = new ArrayDeque<>();
  private final ReadAhead readAhead = new ReadAhead(volume, tasks::add);
  private final Map<String, ResolvedEntry> directories = new HashMap<>();

  private void files(String... paths) {
    for (String path : paths) {
      volume.file(path, "text");
    }
  }

  private ResolvedEntry directory(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return directories.computeIfAbsent("", root -> ResolvedEntry.root(volume.root()));
    }
    ResolvedEntry parent = directory(path.substring(0, slash));
    return directories.computeIfAbsent(
        path, any -> parent.child(volume.child(parent.node(), path.substring(slash + 1))));
  }

  /** Reads files to their ends. */
  private void read(ReadAhead reader, String... paths) throws IOException {
    for (String path : paths) {
      int slash = path.lastIndexOf('/');
      ResolvedEntry parent = directory(path.substring(0, slash));
      ResolvedEntry file = parent.child(volume.child(parent.node(), path.substring(slash + 1)));
      ByteBuffer target = ByteBuffer.allocate(100);
      long position = 0;
      int count;
      var content = reader.withReadAhead(volume.open(file.node()), file);
      while ((count = content.read(position, target.clear().limit(2))) > 0) {
        position += count;
      }
    }
  }

  private void read(String... paths) throws IOException {
    read(readAhead, paths);
  }

  /** Runs the waiting tasks; returns the files that they prefetched. */
  private List<String> runTasks() throws IOException {
    prefetched.clear(); // without what a file's own reader prefetched
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
    List<String> names = new ArrayList<>();
    prefetched.drainTo(names);
    return names;
  }

  @Test
  void theFilesAfterTwoConsecutiveOnesArePrefetched() throws IOException {
    files("/dir/a", "/dir/b", "/dir/c", "/dir/d");
    volume.file("/dir/empty", "");
    volume.link("/dir/link", "a");
    files("/dir/e");
    read("/dir/a");
    assertThat(tasks, is(empty()));
    read("/dir/b");
    assertThat(runTasks(), contains("c", "d", "e"));
  }

  /** Its reader may stop in the first half, which often tells the type of a file. */
  @Test
  void theNextFilesArePrefetchedInTheSecondHalfOfALargeOne() throws IOException {
    files("/dir/a");
    volume.file("/dir/b", "text of the file b");
    files("/dir/c", "/dir/d");
    read("/dir/a");
    ResolvedEntry parent = directory("/dir");
    ResolvedEntry file = parent.child(volume.child(parent.node(), "b"));
    var content = readAhead.withReadAhead(volume.open(file.node()), file);
    ByteBuffer target = ByteBuffer.allocate(8);
    assertThat(content.read(0, target.clear().limit(8)), is(8));
    assertThat(content.read(8, target.clear().limit(2)), is(2));
    assertThat(tasks, is(empty()));
    assertThat(content.read(10, target.clear().limit(2)), is(2));
    assertThat(runTasks(), contains("c", "d"));
  }

  @Test
  void aReaderListsNoDirectoryItself() throws IOException {
    files("/dir/a", "/dir/b", "/dir/c", "/dir/d");
    read("/dir/a", "/dir/b");
    assertThat(volume.listings(), is(0));
    assertThat(runTasks(), contains("c", "d"));
    assertThat(volume.listings(), is(1));
  }

  @Test
  void oneTaskAtATimeListsADirectory() throws IOException {
    files("/a", "/b", "/c", "/d", "/e");
    read("/a", "/b", "/c", "/d");
    assertThat(tasks, hasSize(1));
  }

  @Test
  void filesReadBeforeTheTaskRanAreNotPrefetched() throws IOException {
    files("/a", "/b", "/c", "/d", "/e", "/f");
    read("/a", "/b", "/c", "/d");
    assertThat(runTasks(), contains("e", "f"));
  }

  @Test
  void aTaskFindsAReaderThatIsManyFilesAhead() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      names.add("/file" + i);
      files("/file" + i);
    }
    read(names.subList(0, 90).toArray(String[]::new));
    assertThat(runTasks(), is(names.subList(90, 100).stream().map(n -> n.substring(1)).toList()));
  }

  @Test
  void aLongDirectoryIsFollowedToItsEnd() throws IOException {
    List<String> names = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      names.add("file" + i);
      files("/file" + i);
    }
    for (String name : names) {
      read('/' + name);
      found.addAll(runTasks());
    }
    assertThat(found, is(names.subList(2, 3000)));
    assertThat(volume.listings(), is(1));
  }

  @Test
  void aRejectedTaskIsSubmittedAgainAfterTheNextFile() throws IOException {
    files("/a", "/b", "/c", "/d");
    ReadAhead rejected = new ReadAhead(volume, task -> tasks.size() > 0 && tasks.add(task));
    read(rejected, "/a", "/b");
    tasks.add(() -> {});
    read(rejected, "/c");
    assertThat(runTasks(), contains("d"));
  }

  @Test
  void aReaderWhoJumpsGetsNoReadAhead() throws IOException {
    files("/a", "/b", "/c", "/d");
    read("/d", "/b", "/a", "/c");
    assertThat(runTasks(), is(empty()));
  }

  @Test
  void aReaderWhoStopsWithinTheFilesGetsNoReadAhead() throws IOException {
    files("/a", "/b", "/c", "/d");
    try (FileSystem fs = volume.open()) {
      for (String name : List.of("a", "b", "c", "d")) {
        try (InputStream file = Files.newInputStream(fs.getPath("/" + name))) {
          assertThat(file.readNBytes(2).length, is(2));
        }
      }
    }
    assertThat(volume.listings(), is(0));
  }

  @Test
  void aReaderWhoWalksTheTreeIsFollowedThroughIt() throws IOException {
    files("/1/a", "/1/b", "/2/a2", "/2/b2", "/2/sub/c2", "/3/a3", "/z3", "/4/d4");
    read("/1/a", "/1/b");
    assertThat(runTasks(), is(empty()));
    read("/2/a2", "/2/b2");
    assertThat(runTasks(), contains("c2", "a3", "z3", "d4"));
    read("/2/sub/c2", "/3/a3", "/z3", "/4/d4");
    assertThat(runTasks(), is(empty()));
  }

  @Test
  void filesThatAReaderOfTheTreeReadBeforeTheTaskRanAreNotPrefetched() throws IOException {
    files("/1/a", "/1/b", "/2/a2", "/2/b2", "/2/sub/c2", "/3/a3", "/3/b3", "/3/c3", "/z3");
    read("/1/a", "/1/b");
    assertThat(runTasks(), is(empty()));
    read("/2/a2", "/2/b2", "/2/sub/c2", "/3/a3", "/3/b3");
    assertThat(runTasks(), contains("c3", "z3"));
  }

  @Test
  void aDirectoryLeftBeforeItWasListedCountsAsReadOnceItsEndIsKnown() throws IOException {
    files("/1/a", "/1/b", "/2/a", "/2/b", "/2/sub/c");
    read("/1/a", "/1/b", "/2/a");
    assertThat(runTasks(), is(empty()));
    read("/2/b");
    assertThat(runTasks(), contains("c"));
  }

  @Test
  void aDirectoryThatIsNotListedYetDoesNotCountAsRead() throws IOException {
    files("/1/a", "/1/b", "/1/c", "/2/a", "/2/b", "/2/sub/c");
    read("/1/a", "/1/b", "/2/a", "/2/b");
    assertThat(runTasks(), contains("c")); // of folder 1
  }

  @Test
  void aDirectoryThatCannotBeListedIsNotTriedAgain() throws IOException {
    files("/a", "/b", "/c", "/d", "/e");
    volume.unlistable();
    read("/a", "/b");
    assertThat(runTasks(), is(empty()));
    read("/c", "/d", "/e");
    assertThat(tasks, is(empty()));
  }

  @Test
  void theSearchEndsInATreeWithoutFiles() throws IOException {
    files("/1/a", "/1/b", "/2/c", "/2/d");
    volume.again("/2/x", "/");
    volume.again("/2/y", "/");
    files("/2/z");
    for (String path : List.of("/1/a", "/1/b", "/2/c", "/2/d")) {
      read(path);
      runTasks();
    }
    assertThat(volume.listings(), lessThan(20_000));
  }

  @Test
  void theRestOfAFileReadFromTheFrontIsPrefetched() throws IOException {
    volume.file("/big", "x".repeat(100_000));
    try (FileSystem fs = volume.open();
        SeekableByteChannel channel = Files.newByteChannel(fs.getPath("/big"))) {
      ByteBuffer part = ByteBuffer.allocate(1000);
      channel.position(5000).read(part);
      channel.position(50_000).read(part.clear());
      assertThat(prefetched, is(empty()));
      channel.read(part.clear());
      assertThat(prefetched, contains("big from 52000"));
      channel.read(part.clear());
      assertThat(prefetched, hasSize(1));
    }
  }

  @Test
  void otherThreadsPrefetchForTheReadersOfAFileSystem() throws IOException, InterruptedException {
    assumeTrue(PrefetchExecutor.COUNT > 1, "nothing is prefetched on one core");
    files("/a", "/b", "/c", "/d", "/e");
    List<String> names = new ArrayList<>();
    try (FileSystem fs = volume.open()) {
      Files.readAllBytes(fs.getPath("/a"));
      Files.readAllBytes(fs.getPath("/b"));
      for (int i = 0; i < 3; i++) {
        names.add(prefetched.poll(60, TimeUnit.SECONDS));
      }
    }
    assertThat(names, contains("c", "d", "e"));
  }
}
