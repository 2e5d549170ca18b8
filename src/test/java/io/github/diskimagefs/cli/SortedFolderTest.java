package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedFolderTest {
  private static final int COUNT = 50;

  private FileSystem host;
  private Path folder;

  @BeforeEach
  void createFolder() throws IOException {
    host = Jimfs.newFileSystem(Configuration.unix());
    folder = Files.createDirectory(host.getPath("/folder"));
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 49, 50, 51})
  void everyEntryIsListedOnceInOrderWhateverTheLimit(int limit) throws IOException {
    NavigableSet<String> names = create(i -> "n" + i * 37 % COUNT);
    assertThat(list(limit, null), is(new ArrayList<>(names)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 49, 50, 51})
  void aListingContinuesAfterAName(int limit) throws IOException {
    NavigableSet<String> names = create(i -> "n" + i * 37 % COUNT);
    List<String> rest = new ArrayList<>(names.tailSet("n30", false));
    assertThat(list(limit, folder.resolve("n30")), is(rest));
  }

  @Test
  void aFolderInTheOrderOfNamesIsReadTwice() throws IOException {
    create(i -> String.format("n%03d", i)); // Jimfs lists them in this order
    int[] read = {0};
    SortedFolder sorted = new SortedFolder(folder, entry -> ++read[0] > 0, 3);
    sorted.forEach(entry -> true);
    assertThat(read[0], is(2 * COUNT));
  }

  @Test
  void aListingEndsWhenNoMoreIsWanted() throws IOException {
    create(i -> "n" + i * 37 % COUNT);
    List<Path> seen = new ArrayList<>();
    new SortedFolder(folder, entry -> true, 3)
        .forEach(
            entry -> {
              seen.add(entry);
              return seen.size() < 5;
            });
    assertThat(seen.size(), is(5));
  }

  @Test
  void foldersOfManyFoldersAreQueuedInPortions() throws IOException {
    for (int i = 0; i < 300; i++) {
      Files.createDirectories(folder.resolve("d" + i * 77 % 300 + "/inner"));
    }
    List<String> walked = new ArrayList<>();
    FolderQueue queue = new FolderQueue(folder, 10);
    for (Path next = queue.next(); next != null; next = queue.next()) {
      walked.add(next.toString());
      FolderQueue.Level level = queue.push(next, entry -> true);
      level.forEach(
          entry -> {
            level.add(entry);
            return true;
          });
      assertThat(queue.size(), lessThanOrEqualTo(65)); // a portion and the one below
    }
    TreeSet<String> expected = new TreeSet<>(walked);
    assertThat(walked.size(), is(601));
    assertThat(expected.size(), is(601));
    assertThat(walked, is(new ArrayList<>(expected)));
  }

  private interface Name {
    String of(int index);
  }

  private NavigableSet<String> create(Name name) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < COUNT; i++) {
      names.add(name.of(i));
      Files.createFile(folder.resolve(name.of(i)));
    }
    return names;
  }

  private List<String> list(int limit, Path last) throws IOException {
    List<String> names = new ArrayList<>();
    new SortedFolder(folder, entry -> true, limit)
        .forEachAfter(last, entry -> names.add(entry.getFileName().toString()));
    return names;
  }
}
