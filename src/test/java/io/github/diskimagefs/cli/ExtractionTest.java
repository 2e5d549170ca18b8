package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trees that mean harm, and trees that do not, copied out of a stand-in for an image. */
class ExtractionTest {
  private static final FileTime THEN = FileTime.fromMillis(951_825_600_000L);

  private final FileSystem image =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setAttributeViews("posix", "unix", "user").build());
  private FileSystem host =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setAttributeViews("posix", "unix", "user").build());
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private Console console;
  private Path root;
  private Path target;

  @BeforeEach
  void makeRoots() throws IOException {
    root = image.getPath("/");
    Files.delete(image.getPath("").toAbsolutePath());
    target = Files.createDirectories(host.getPath("/out/target"));
    console = console(false);
  }

  @AfterEach
  void close() throws IOException {
    image.close();
    host.close();
  }

  @Test
  void contentAndFoldersAreCopied() throws IOException {
    write("dir/inner/file.txt", "text");
    write("empty", "");

    extract();

    assertThat(tree(), is("dir dir/inner dir/inner/file.txt empty"));
    assertThat(Files.readString(target.resolve("dir/inner/file.txt")), is("text"));
    assertThat(console.hasFailed(), is(false));
  }

  @Test
  void onlyWhatIsAskedForIsCopiedUnderItsOwnPath() throws IOException {
    write("a/b/wanted", "1");
    write("a/b/c/too", "2");
    write("a/other", "3");

    extract(root.resolve("a/b"));

    assertThat(tree(), is("a a/b a/b/c a/b/c/too a/b/wanted"));
  }

  @Test
  void timesAreKeptOfFoldersTooThoughFilledLater() throws IOException {
    write("dir/file", "text");
    Files.setLastModifiedTime(root.resolve("dir/file"), THEN);
    Files.setLastModifiedTime(root.resolve("dir"), THEN);

    extract();

    assertThat(Files.getLastModifiedTime(target.resolve("dir/file")), is(THEN));
    assertThat(Files.getLastModifiedTime(target.resolve("dir")), is(THEN));
  }

  @Test
  void modesAreKeptOfFoldersTooThoughTheyForbidWriting() throws IOException {
    write("dir/file", "text");
    Files.setPosixFilePermissions(
        root.resolve("dir/file"), PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setPosixFilePermissions(
        root.resolve("dir"), PosixFilePermissions.fromString("r-xr-xr-x"));

    extract();

    assertThat(mode("dir/file"), is("rwxr-x--x"));
    assertThat(mode("dir"), is("rwxr-xr-x"));
  }

  @Test
  void theOwnerMayWriteUnlessModesArePreserved() throws IOException {
    write("dir/file", "text");
    Files.setPosixFilePermissions(
        root.resolve("dir/file"), PosixFilePermissions.fromString("r--r--r--"));
    Files.setPosixFilePermissions(
        root.resolve("dir"), PosixFilePermissions.fromString("---r-x---"));

    extract();
    assertThat(mode("dir/file"), is("rw-r--r--"));
    assertThat(mode("dir"), is("rwxr-x---"));

    extract(new ExtractOptions(OverwritePolicy.ALWAYS, OutsideLinkPolicy.SKIP, true, false));
    assertThat(mode("dir/file"), is("r--r--r--"));
    assertThat(mode("dir"), is("---r-x---"));
  }

  @Test
  void newerFilesReplaceOlderOnes() throws IOException {
    write("older", "image");
    write("newer", "image");
    setTime(root.resolve("older"), 0);
    setTime(root.resolve("newer"), 60);
    for (String name : List.of("older", "newer")) {
      setTime(Files.writeString(target.resolve(name), "host"), 30);
    }

    extract(OverwritePolicy.NEWER);

    assertThat(Files.readString(target.resolve("older")), is("host"));
    assertThat(Files.readString(target.resolve("newer")), is("image"));
  }

  @Test
  void filesOfAnotherSizeOrTimeAreReplaced() throws IOException {
    for (String name : List.of("same", "time", "size")) {
      write(name, "image");
      setTime(root.resolve(name), 0);
      Files.writeString(target.resolve(name), name.equals("size") ? "longer" : "host!");
      setTime(target.resolve(name), name.equals("time") ? -5 : 0);
    }

    extract(OverwritePolicy.DIFFERENT);

    assertThat(Files.readString(target.resolve("same")), is("host!"));
    assertThat(Files.readString(target.resolve("time")), is("image"));
    assertThat(Files.readString(target.resolve("size")), is("image"));
  }

  @Test
  void aSecondRunChangesNothingAndSaysSoOnce() throws IOException {
    write("dir/file", "text");
    write("second", "text");
    link("link", "second");

    extract();
    extract();

    assertThat(console.hasFailed(), is(false));
    assertThat(errors().lines().count(), is(1L));
    assertThat(errors(), containsString("kept: 2, the first"));
  }

  @Test
  void noTemporaryFileIsLeft() throws IOException {
    write("file", "text");
    Files.createDirectory(target.resolve("file"));

    extract(OverwritePolicy.ALWAYS);

    assertThat(tree(), is("file"));
    assertThat(
        errors(),
        containsString("/file: exists already as a folder, and only files and links are replaced"));
  }

  @Test
  void aFileWhereTheImageHasAFolderStays() throws IOException {
    write("dir/file", "text");
    Files.writeString(target.resolve("dir"), "there before");

    extract(OverwritePolicy.ALWAYS);

    assertThat(tree(), is("dir"));
    assertThat(errors(), containsString("/dir: not a folder but a file, which no folder replaces"));
  }

  @Test
  void twoEntriesOfOneNameOnTheHostAreAnError() throws IOException {
    host.close();
    host = Jimfs.newFileSystem(Configuration.windows());
    target = Files.createDirectories(host.getPath("C:\\out\\target"));
    write("a:b", "1");
    write("a_b", "2");
    write("A_B", "3");

    extract(OverwritePolicy.ALWAYS);

    assertThat(errors(), containsString("another entry of the image has this name"));
    try (Stream<Path> all = Files.list(target)) {
      assertThat(all.count(), is(1L));
    }
    assertThat(console.hasFailed(), is(true));
  }

  @Test
  void devicesLeftOutAreSaidInOneLine() {
    LeftOut leftOut = new LeftOut(console, false);
    leftOut.add(LeftOut.Kind.SPECIAL, "/dev/null");
    leftOut.add(LeftOut.Kind.SPECIAL, "/dev/zero");
    leftOut.report();
    assertThat(errors().lines().count(), is(1L));
    assertThat(errors(), containsString("left out: 2, the first /dev/null"));
    assertThat(console.hasFailed(), is(true));
  }

  private static void setTime(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(THEN.toMillis() + seconds * 1000L));
  }

  @Test
  void userAttributesAreKept() throws IOException {
    write("file", "text");
    Files.getFileAttributeView(root.resolve("file"), UserDefinedFileAttributeView.class)
        .write("colour", ByteBuffer.wrap("red".getBytes(UTF_8)));

    extract();

    assertThat(
        (byte[]) Files.getAttribute(target.resolve("file"), "user:colour"),
        is("red".getBytes(UTF_8)));
  }

  @Test
  void linksThatStayInsideAreMade() throws IOException {
    write("dir/file", "text");
    link("dir/near", "file");
    link("dir/up", "../dir/file");
    link("dangling", "nothing");

    extract();

    assertThat(Files.readSymbolicLink(target.resolve("dir/near")).toString(), is("file"));
    assertThat(Files.readString(target.resolve("dir/up")), is("text"));
    assertThat(Files.isSymbolicLink(target.resolve("dangling")), is(true));
  }

  @Test
  void linksThatLeadOutAreLeftOut() throws IOException {
    link("absolute", "/etc/passwd");
    link("up", "../secret");
    Files.createDirectory(root.resolve("dir"));
    link("dir/top", "..");
    link("through", "dir/top/../secret");

    extract();

    assertThat(tree(), is("dir dir/top"));
    assertThat(
        errors(),
        containsString("could lead out of the folder: 3, the first /absolute -> /etc/passwd"));
    assertThat(console.hasFailed(), is(true));
  }

  @Test
  void linksThatLeadOutAreKeptIfAskedFor() throws IOException {
    link("absolute", "/etc/passwd");
    link("up", "../secret");

    extract(new ExtractOptions(OverwritePolicy.NEVER, OutsideLinkPolicy.KEEP, false, false));

    assertThat(Files.readSymbolicLink(target.resolve("absolute")).toString(), is("/etc/passwd"));
    assertThat(Files.readSymbolicLink(target.resolve("up")).toString(), is("../secret"));
    assertThat(console.hasFailed(), is(false));
  }

  @Test
  void nothingIsWrittenThroughALinkThatStoodThereBefore() throws IOException {
    Path outside = Files.createDirectory(host.getPath("/out/outside"));
    Files.createSymbolicLink(target.resolve("dir"), outside);
    write("dir/file", "text");

    extract();

    try (Stream<Path> written = Files.list(outside)) {
      assertThat(written.collect(Collectors.toList()), is(empty()));
    }
    assertThat(console.hasFailed(), is(true));
    assertThat(
        errors(),
        containsString("/dir: not a folder but a link, and nothing is written through links"));
  }

  @Test
  void aLinkInTheFilesPlaceIsNotFollowed() throws IOException {
    Path secret = Files.writeString(host.getPath("/out/secret"), "secret");
    Files.createSymbolicLink(target.resolve("file"), secret);
    write("file", "text");

    extract();
    assertThat(Files.readString(secret), is("secret"));
    assertThat(
        errors(),
        containsString("/file: exists already as a link (--overwrite=always replaces it)"));

    extract(OverwritePolicy.ALWAYS);
    assertThat(Files.readString(secret), is("secret"));
    assertThat(Files.isRegularFile(target.resolve("file"), LinkOption.NOFOLLOW_LINKS), is(true));
  }

  @Test
  void filesThatExistStayUnlessTheyAreToBeReplaced() throws IOException {
    write("file", "new");
    write("second", "2");
    Files.writeString(target.resolve("file"), "old");

    extract();
    assertThat(Files.readString(target.resolve("file")), is("old"));
    assertThat(Files.readString(target.resolve("second")), is("2"));
    assertThat(console.hasFailed(), is(false));
    assertThat(errors(), containsString("exist already and were kept: 1, the first /file"));

    console = console(false);
    extract(OverwritePolicy.ALWAYS);
    assertThat(Files.readString(target.resolve("file")), is("new"));
  }

  @Test
  void namesAreMadeHarmlessOnWindows() throws IOException {
    host.close();
    host = Jimfs.newFileSystem(Configuration.windows());
    target = Files.createDirectories(host.getPath("C:\\out\\target"));
    write("..\\..\\escaped", "1");
    write("dir/trailing. ", "2");
    write("nul.txt", "3");
    link("link", "dir/trailing. ");
    link("drive", "C:\\boot.ini");

    extract();

    assertThat(
        tree(), is(".._.._escaped _nul.txt dir dir\\trailing__ drive link".replace("\\", "/")));
    assertThat(Files.readString(target.resolve("link")), is("2"));
    assertThat(Files.readSymbolicLink(target.resolve("drive")).toString(), is("C__boot.ini"));
  }

  @Test
  void theTreeIsNotLeftByAnyEntryOfIt() throws IOException {
    write("a\\..\\..\\x", "1");
    write("~/.profile", "2");
    link("loop", "loop");

    extract();

    try (Stream<Path> all = Files.list(host.getPath("/out"))) {
      assertThat(
          all.map(Path::toString).collect(Collectors.toList()), containsInAnyOrder("/out/target"));
    }
  }

  @Test
  void messagesOfTwoThreadsKeepTheOrderOfTheEntries() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      String name = String.format("f%04d", i);
      write(name, name);
      if (i % 3 == 0) {
        Files.writeString(target.resolve(name), "there before");
        names.add("/" + name);
      }
    }
    extract(new ExtractOptions(OverwritePolicy.NEVER, OutsideLinkPolicy.SKIP, false, true));

    List<String> kept =
        errors()
            .lines()
            .filter(line -> line.contains("were kept: /"))
            .map(line -> line.substring(line.lastIndexOf('/')))
            .toList();
    assertThat(kept, is(names));
    assertThat(Files.readString(target.resolve("f0998")), is("f0998"));
    assertThat(Files.readString(target.resolve("f0999")), is("there before"));
  }

  @Test
  void theBarIsForTerminalsAlone() throws IOException {
    write("file", "text");
    extract();
    assertThat(errors(), is(""));

    write("second", "text");
    console = console(true);
    assertThat(console.progress().isShown(), is(true));
    extract(root.resolve("second"));
    assertThat(console(false).progress().isShown(), is(false));
  }

  private Console console(boolean terminal) {
    return new Console(OutputStream.nullOutputStream(), errors, UTF_8, terminal);
  }

  private void extract(Path... wanted) throws IOException {
    List<Path> paths = wanted.length == 0 ? List.of(root) : List.of(wanted);
    new Extraction(console, target, ExtractOptions.DEFAULTS, paths).run();
  }

  private void extract(OverwritePolicy overwrite) {
    extract(new ExtractOptions(overwrite, OutsideLinkPolicy.SKIP, false, false));
  }

  private void extract(ExtractOptions options) {
    new Extraction(console, target, options, List.of(root)).run();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void link(String path, String to) throws IOException {
    Files.createSymbolicLink(root.resolve(path), image.getPath(to));
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(path)));
  }

  private String errors() {
    return errors.toString(UTF_8);
  }

  /** Returns the extracted paths, separated by spaces. */
  private String tree() throws IOException {
    try (Stream<Path> all = Files.walk(target)) {
      return all
          .filter(path -> !path.equals(target))
          .map(path -> target.relativize(path).toString().replace('\\', '/'))
          .collect(Collectors.toCollection(TreeSet::new))
          .stream()
          .collect(Collectors.joining(" "));
    }
  }
}
