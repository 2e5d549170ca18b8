package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.nio.IsoFileSystemProvider;
import io.github.diskimagefs.nio.NrgFileSystemProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;
  private String image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        IsoImage.named("DEMO")
            .file("/hello.txt", "Hello.\n")
            .file("/docs/read me.md", "Read me.\n")
            .file("/docs/inner/deep.txt", "")
            .symlink("/link", "docs/read me.md")
            .permissions("/hello.txt", 0640)
            .owner("/hello.txt", 7, 8)
            .writeTo(folder.resolve("demo.iso"))
            .toString();
  }

  @Test
  void lsNamesTheEntriesInOrder() {
    assertThat(run("ls", image), is(0));
    assertThat(lines(), is("docs|hello.txt|link"));
  }

  @Test
  void anImageInAnImageIsNamedByItsPath() throws IOException {
    String outer =
        IsoImage.named("OUTER")
            .file("/images/inner.img", Files.readAllBytes(Path.of(image)))
            .writeTo(folder.resolve("outer.iso"))
            .toString();
    assertThat(shown("ls", outer + "!/images/inner.img!/docs"), is("inner|read me.md"));
    assertThat(shown("cat", outer + "!/images/inner.img!/hello.txt"), is("Hello."));
    assertThat(shown("cat", outer + "!/images/inner.img", "hello.txt"), is("Hello."));
    assertThat(shown("ls", outer + "!/images"), is("inner.img"));
    assertThat(run("tree", outer + "!/images/inner.img!/"), is(0));
    assertThat(shown("info", outer + "!/images/inner.img"), containsString("DEMO"));
    assertThat(shown("info", outer), containsString("/images/inner.img, raw, "));
  }

  @Test
  void messagesNameAPathInAnInnerImageAsTheArgumentDoes() throws IOException {
    String outer =
        IsoImage.named("OUTER")
            .file("/in.img", Files.readAllBytes(Path.of(image)))
            .file("/text", "no image")
            .writeTo(folder.resolve("outer.iso"))
            .toString();
    String missing = ": no such file or folder";
    for (String command : List.of("ls", "cat", "find", "tree", "hash", "extract")) {
      assertThat(run(command, outer + "!/in.img!/nope"), is(1));
      assertThat(
          oneLineOfErrors(), startsWith("diskimagefs: " + outer + "!/in.img!/nope" + missing));
      assertThat(run(command, outer + "!/nope.img!/docs"), is(1));
      assertThat(oneLineOfErrors(), startsWith("diskimagefs: " + outer + "!/nope.img" + missing));
    }
    for (String command : List.of("info", "verify", "serve")) {
      assertThat(run(command, outer + "!/in.img!/nope"), is(1));
      assertThat(
          oneLineOfErrors(), startsWith("diskimagefs: " + outer + "!/in.img!/nope" + missing));
    }
    assertThat(run("verify", outer + "!/text"), is(1));
    assertThat(oneLineOfErrors(), startsWith("diskimagefs: " + outer + "!/text: no disk image"));
    assertThat(run("ls", outer, "/nope"), is(1));
    assertThat(oneLineOfErrors(), startsWith("diskimagefs: /nope" + missing));
  }

  @Test
  void messagesHintAtTheRightFormOfAUri() {
    String path = Path.of(image).toUri().getRawPath();
    assertThat(run("ls", "iso:" + path), is(2));
    assertThat(oneLineOfErrors(), containsString(", as iso:file://" + path + ", not iso:"));
    assertThat(run("ls", "file://" + path), is(2));
    assertThat(oneLineOfErrors(), containsString("as in iso:file://" + path));
    String tooFew = "iso:file://" + path + "!/docs!/x";
    assertThat(run("ls", tooFew), is(1));
    assertThat(oneLineOfErrors(), containsString("as in img:" + tooFew));
  }

  @Test
  void namesInImagesMayHaveTheSeparator() throws IOException {
    Path inner = IsoImage.named("INNER").file("/b!/c.txt", "Inside.").writeTo(folder.resolve("i"));
    String outer =
        IsoImage.named("OUTER")
            .file("/a!/b!/in.iso", Files.readAllBytes(inner))
            .writeTo(folder.resolve("outer.iso"))
            .toString();
    assertThat(shown("ls", outer + "!/a!/b!/"), is("in.iso"));
    assertThat(shown("ls", outer + "!/a!/b!/in.iso!/b!"), is("c.txt"));
    assertThat(shown("cat", outer + "!/a!/b!/in.iso!/b!/c.txt"), is("Inside."));
    assertThat(shown("cat", outer + "!/a!/b!/in.iso", "b!/c.txt"), is("Inside."));
    assertThat(run("ls", outer + "!/a!/nope!/x"), is(1));
  }

  @Test
  void anImageIsNamedByItsUri() throws IOException {
    String uri = "iso:" + Path.of(image).toUri();
    assertThat(shown("cat", uri + "!/docs/read%20me.md"), is("Read me."));
    assertThat(shown("ls", uri), is("docs|hello.txt|link"));
    String outer =
        IsoImage.named("OUTER")
            .file("/i n.iso", Files.readAllBytes(Path.of(image)))
            .writeTo(folder.resolve("outer.iso"))
            .toUri()
            .toString();
    assertThat(shown("ls", "iso:iso:" + outer + "!/i%20n.iso!/docs/"), is("inner|read me.md"));
    assertThat(shown("ls", "iso:iso:" + outer + "!/i%20n.iso"), is("docs|hello.txt|link"));
    assertThat(run("ls", "iso:iso:iso:" + outer), is(2));
    assertThat(run("ls", "iso:nonsense:/x"), is(2));
  }

  @Test
  void aUriNamesImagesOfItsSchemesAlone() throws IOException {
    byte[] dmg = UdifImage.of(HfsPlusImage.named("v").file("f", "content").bytes()).bytes();
    String file = Files.write(folder.resolve("a.dmg"), dmg).toUri().toString();
    assertThat(shown("cat", "DMG:" + file + "!/f"), is("content"));
    for (String command : List.of("ls", "info", "verify", "hash", "serve")) {
      assertThat(run(command, "iso:" + file), is(1));
      assertThat(oneLineOfErrors(), containsString(refusal("iso:" + file)));
    }
    String outer =
        IsoImage.named("OUTER").file("/in.dmg", dmg).writeTo(folder.resolve("o.iso")).toUri() + "";
    assertThat(shown("cat", "dmg:iso:" + outer + "!/in.dmg!/f"), is("content"));
    for (String wrong : List.of("iso:iso:" + outer + "!/in.dmg", "nrg:iso:" + outer + "!/in.dmg")) {
      assertThat(run("ls", wrong + "!/f"), is(1));
      assertThat(oneLineOfErrors(), containsString(refusal(wrong)));
      assertThat(run("info", wrong), is(1));
      assertThat(oneLineOfErrors(), containsString(refusal(wrong)));
    }
    assertThat(run("ls", "dmg:nrg:" + outer + "!/in.dmg!/f"), is(1));
    assertThat(oneLineOfErrors(), containsString("which the scheme iso: opens"));
  }

  /** Returns what the provider of a URI says to it. */
  private static String refusal(String uri) {
    FileSystemProvider provider =
        uri.startsWith("iso:") ? new IsoFileSystemProvider() : new NrgFileSystemProvider();
    return assertThrows(
            NotInImageException.class,
            () -> provider.newFileSystem(URI.create(uri), Map.of()).close())
        .getMessage();
  }

  @Test
  void aUriIsReadAsTheLibraryReadsIt() throws IOException {
    String uri = "iso:" + Path.of(image).toUri();
    for (String wrong : List.of("!/a b", "!/a#b", "!/%FF", "!/%zz")) {
      assertThat(wrong, run("ls", uri + wrong), is(2));
      oneLineOfErrors();
    }
    Path zip = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("in.iso"));
      out.write(Files.readAllBytes(Path.of(image)));
    }
    assertThat(shown("cat", "iso:jar:" + zip.toUri() + "!/in.iso!/hello.txt"), is("Hello."));
  }

  @Test
  void aFileWhoseNameHasTheSeparatorIsFoundFirst() throws IOException {
    Path strange = Files.createDirectories(folder.resolve("a.iso!")).resolve("b.iso");
    Files.copy(Path.of(image), strange);
    assertThat(shown("ls", strange.toString()), is("docs|hello.txt|link"));
    assertThat(shown("ls", strange + "!/docs"), is("inner|read me.md"));
  }

  @Test
  void lsKnowsDetails() {
    run("ls", "-l", "--utc", image, "/hello.txt", "/link");
    assertThat(
        lines(),
        matchesPattern(
            "-rw-r----- +1 +7 +8 +7 2024-02-29 12:34 \\+0000 /hello\\.txt\\|"
                + "lrwxrwxrwx .* /link -> docs/read me\\.md"));
  }

  @Test
  void lsShowsSizesForPeople() throws IOException {
    String big =
        IsoImage.named("BIG")
            .file("/big", "x".repeat(1500))
            .writeTo(folder.resolve("big.iso"))
            .toString();
    assertThat(run("ls", "-lh", big), is(0));
    assertThat(out.toString(UTF_8), containsString(" 1.5K "));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1023,1023",
    "1024,1.0K",
    "1025,1.1K",
    "10240,10K",
    "10241,11K",
    "1048575,1.0M",
    "1048576,1.0M",
    "9223372036854775807,8.0E",
    "5368709120,5.0G"
  })
  void sizesArePrintedAsByLs(long bytes, String expected) {
    assertThat(Listing.humanReadable(bytes), is(expected));
  }

  @Test
  void lsEntersFolders() {
    run("ls", "-R", image, "/docs");
    assertThat(lines(), is("/docs:|inner|read me.md||/docs/inner:|deep.txt"));
  }

  @Test
  void treeDrawsBranches() {
    assertThat(run("tree", image), is(0));
    assertThat(
        lines(),
        is(
            "/|├── docs|│   ├── inner|│   │   └── deep.txt|│   └── read me.md"
                + "|├── hello.txt|└── link -> docs/read me.md||2 folders, 4 files"));
  }

  @Test
  void treeOfNothingIsAnErrorAlone() {
    assertThat(run("tree", image, "/absent"), is(1));
    assertThat(oneLineOfErrors(), containsString("/absent: no such file or folder"));
    assertThat(lines(), is(""));
  }

  @Test
  void treeEndsAtTheDepthAskedFor() {
    run("tree", "-L", "1", "-s", image);
    assertThat(
        lines(),
        is("/|├── docs|├── hello.txt  (7)|└── link -> docs/read me.md||1 folder, 2 files"));
  }

  @Test
  void catWritesTheBytesOfFileAfterFile() {
    assertThat(run("cat", image, "/hello.txt", "link"), is(0));
    assertThat(out.toString(UTF_8), is("Hello.\nRead me.\n"));
  }

  @Test
  void infoKnowsLabelAndViews() {
    assertThat(run("info", image), is(0));
    assertThat(
        out.toString(UTF_8),
        allOf(containsString("DEMO"), containsString("rockridge"), containsString("joliet")));
  }

  @Test
  void optionsChooseTheView() {
    run("ls", "--view", "iso9660", image);
    assertThat(out.toString(UTF_8), containsString("HELLO.TXT"));
  }

  @Test
  void copiesHaveTheNamesThatTheImageStores() throws IOException {
    Path target = folder.resolve("out");
    String out = target.toString();
    assertThat(run("extract", "--view=iso9660", image, "hello.txt", "-d", out), is(0));
    try (Stream<Path> copies = Files.list(target)) {
      assertThat(copies.map(copy -> "" + copy.getFileName()).toList(), contains("HELLO.TXT"));
    }
    String line = shown("hash", "--view=iso9660", "--path=hello.txt", image);
    assertThat(line, endsWith("  HELLO.TXT"));
  }

  @Test
  void extractWritesTheTree() throws IOException {
    Path target = folder.resolve("out");
    assertThat(run("extract", image, "-d", target.toString()), is(0));
    assertThat(err.toString(UTF_8), is(""));
    assertThat(Files.readString(target.resolve("hello.txt")), is("Hello.\n"));
    assertThat(
        Files.getLastModifiedTime(target.resolve("hello.txt")).toInstant(), is(IsoImage.TIME));
    assertThat(Files.readString(target.resolve("link")), is("Read me.\n"));
  }

  @Test
  void anOutputFolderThatIsAFileIsAnError() {
    assertThat(run("extract", image, "-d", image), is(1));
    assertThat(oneLineOfErrors(), containsString("demo.iso: not a folder"));
  }

  @Test
  void verifySaysThatAnImageIsValid() {
    assertThat(run("verify", image), is(0));
    assertThat(out.toString(UTF_8), containsString("3 files"));
  }

  @Test
  void verifyFailsWhereFilesCannotBeRead() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(image));
    Files.write(Path.of(image), Arrays.copyOf(bytes, bytes.length - 2 * 2048));
    assertThat(run("verify", image), is(1));
    assertThat(out.toString(UTF_8), containsString("DAMAGED"));
  }

  @Test
  void verifyStrictlyFailsIfAPartIsNotChecked() throws IOException {
    byte[] volume = HfsPlusImage.named("v").file("f", "content").bytes();
    byte[] bytes = UdifImage.of(volume).bytes();
    Path readable = Files.write(folder.resolve("a.dmg"), bytes);
    assertThat(run("verify", "--strict", readable.toString()), is(0));
    assertThat(out.toString(UTF_8).lines().toList(), hasItem("valid"));

    Path empty = Files.write(folder.resolve("b.dmg"), UdifImage.of(new byte[65536]).bytes());
    assertThat(run("verify", empty.toString()), is(0));
    assertThat(out.toString(UTF_8).lines().toList(), hasItem("not fully checked, no damage found"));
    assertThat(run("verify", "--strict", empty.toString()), is(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "tree", "cat", "info", "extract", "verify"})
  void helpTeachesByExamples(String command) {
    assertThat(run(command, "--help"), is(0));
    assertThat(
        out.toString(UTF_8),
        allOf(
            containsString("Usage: diskimagefs " + command),
            containsString("--view"),
            containsString("auto, rockridge, udf"),
            containsString("Examples:"),
            containsString("diskimagefs " + command + " ")));
  }

  @Test
  void helpListsTheCommandsInALineEach() {
    run("--help");
    String help = out.toString(UTF_8);
    assertThat(help, containsString("Examples:"));
    List<String> listed =
        help.lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> !line.isEmpty())
            .toList();
    assertThat(listed.size(), is(10));
    assertThat(listed, everyItem(matchesPattern("  [a-z]+(, [a-z]+)? +[A-Z].*\\.")));
    assertThat(
        help.lines().toList(),
        hasItem("Exit status: 0 after success, 1 after an error or if an image is damaged,"));
  }

  @ParameterizedTest
  @CsvSource({
    "extract, A file gets its name when it is complete.",
    "verify, or uses a feature that is not supported.",
    "info, 'labels, dates and boot entries.'",
    "help, Shows the help of a command.",
  })
  void helpDescribesACommandToTheEnd(String command, String end) {
    run(command, "--help");
    assertThat(out.toString(UTF_8).replaceAll("\\s+", " "), containsString(end));
  }

  @Test
  void linesOfHelpFitATerminal() {
    for (String command :
        List.of("ls", "tree", "find", "cat", "info", "extract", "hash", "serve")) {
      run(command, "--help");
    }
    run("--help");
    assertThat(out.toString(UTF_8).lines().toList(), everyItem(not(startsWith("--"))));
  }

  @Test
  void emptyNamesAreRefused() {
    assertThat(run("ls", ""), is(2));
    assertThat(oneLineOfErrors(), containsString("the name of an image is empty"));
    for (String command : List.of("ls", "find", "cat", "extract")) {
      assertThat(command, run(command, image, ""), is(1));
      assertThat(oneLineOfErrors(), containsString("the name of a path is empty"));
    }
    assertThat(run("hash", image, "--path="), is(1));
    assertThat(shown("ls", image + "!/"), is("docs|hello.txt|link"));
    assertThat(shown("hash", image + "!/").lines().count(), is(1L));
  }

  @Test
  void extractingNothingCreatesNoFolder() {
    Path target = folder.resolve("none");
    assertThat(run("extract", image, "/absent", "-d", target.toString()), is(1));
    assertThat(oneLineOfErrors(), containsString("/absent: no such file or folder"));
    assertThat(Files.exists(target), is(false));
  }

  @Test
  void aWrongCommandLineIsTwo() {
    assertThat(run("ls", "--no-such-option", image), is(2));
    assertThat(oneLineOfErrors(), containsString("'diskimagefs ls --help'"));
    assertThat(run("no-such-command"), is(2));
    assertThat(run("ls"), is(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls --view sideways",
        "ls --session 0",
        "info --session x",
        "cat --charset nope",
        "verify --volume 0",
        "tree -L -1",
        "tree -L 0",
        "tree -L x",
        "find -maxdepth x",
        "extract --strip-components 99999999999",
        "extract --overwrite=sometimes",
        "extract --links=perhaps",
        "extract -d ",
      })
  void aWrongValueIsTwo(String command) {
    List<String> args = new ArrayList<>(List.of(command.split(" ", -1)));
    args.addAll(List.of(image, "/hello.txt"));
    assertThat(run(args.toArray(String[]::new)), is(2));
    assertThat(oneLineOfErrors(), containsString("--help'"));
  }

  @Test
  void whatFailsIsOneAndSaidInOneLine() throws IOException {
    assertThat(run("ls", folder.resolve("absent.iso").toString()), is(1));
    assertThat(oneLineOfErrors(), containsString("absent.iso: no such file"));

    assertThat(run("cat", image, "/absent"), is(1));
    assertThat(oneLineOfErrors(), containsString("/absent: no such file"));

    String text = Files.writeString(folder.resolve("text.iso"), "no image").toString();
    assertThat(run("tree", text), is(1));
    assertThat(oneLineOfErrors(), containsString("no disk image"));
  }

  @Test
  void oneFailureDoesNotKeepTheRestBack() {
    assertThat(run("cat", image, "/absent", "/hello.txt"), is(1));
    assertThat(out.toString(UTF_8), is("Hello.\n"));
  }

  @Test
  void namesCannotSteerTheTerminal() throws IOException {
    String evil =
        IsoImage.named("EVIL")
            .file("/\u001b[2Jx", "")
            .writeTo(folder.resolve("evil.iso"))
            .toString();
    run("ls", evil);
    run("tree", evil);
    assertThat(out.toString(UTF_8), not(containsString("\u001b")));
  }

  @Test
  void charactersThatCannotBeSeenAreEscapedOnTerminals() throws IOException {
    String evil =
        IsoImage.named("EVIL")
            .file("/gpj\u202Eexe", "")
            .file("/z\u200Bw", "")
            .writeTo(folder.resolve("evil.iso"))
            .toString();
    Console terminal = new Console(out, err, UTF_8, true);
    assertThat(Main.run(terminal, "ls", evil), is(0));
    assertThat(lines(), is("gpj\\u202eexe|z\\u200bw"));
    out.reset();
    assertThat(run("ls", evil), is(0));
    assertThat(lines(), is("gpj\u202Eexe|z\u200Bw"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "tree", "info", "verify", "cat /hello.txt", "ls --help", "--help"})
  void anErrorOfWritingIsAnError(String command) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    if (!command.contains("--help")) {
      args.add(1, image);
    }
    assertThat(run(failing("No space left on device"), args), is(1));
    assertThat(oneLineOfErrors(), containsString("write error: No space left on device"));
    assertThat(run(failing("Broken pipe"), args), is(141));
    assertThat(err.toString(UTF_8), is(""));
  }

  private int run(OutputStream output, List<String> args) {
    return Main.run(new Console(output, err, UTF_8, false), args.toArray(String[]::new));
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(message);
      }
    };
  }

  private int run(String... args) {
    Console console = new Console(out, err, UTF_8, false);
    int status = Main.run(console, args);
    console.out().flush();
    return status;
  }

  /** Runs a command that succeeds; returns the lines of its output. */
  private String shown(String... args) {
    out.reset();
    assertThat(err.toString(UTF_8), run(args), is(0));
    return lines();
  }

  private String lines() {
    return String.join("|", out.toString(UTF_8).lines().toArray(String[]::new));
  }

  private String oneLineOfErrors() {
    String text = err.toString(UTF_8);
    err.reset();
    assertThat(text.lines().count() + " lines: " + text, text.lines().count(), is(1L));
    return text;
  }
}
