package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.diskimagefs.image.ExtImages;
import io.github.diskimagefs.image.IsoImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarStreamTest {
  private static final String LONG = "long".repeat(40);

  @TempDir Path folder;
  private final Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
  private final Map<String, String> contents = new LinkedHashMap<>();

  private void read(String... args) throws IOException {
    CommandRun run = CommandRun.of(args);
    assertThat(run.error(), run.status(), is(0));
    read(run.output());
  }

  private void read(byte[] archive) throws IOException {
    assertThat(archive.length % 10240, is(0));
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(archive), "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.put(entry.getName(), entry);
        contents.put(entry.getName(), new String(tar.readAllBytes(), UTF_8));
      }
    }
  }

  @Test
  void theArchiveHasOwnersModesAndTimes() throws IOException {
    String image =
        IsoImage.named("DEMO")
            .file("/a", "A")
            .owner("/a", 3_000_000_000L, 8)
            .permissions("/a", 04751)
            .file("/" + LONG + "/\u00FCber", "over")
            .symlink("/to", "a".repeat(120))
            .writeTo(folder.resolve("demo.iso"))
            .toString();
    read("extract", "--to-stdout=tar", image);
    assertThat(entries.keySet(), hasItems("a", LONG + "/", LONG + "/\u00FCber", "to"));
    TarArchiveEntry a = entries.get("a");
    assertThat(a.getLongUserId(), is(3_000_000_000L));
    assertThat(a.getLongGroupId(), is(8L));
    assertThat(a.getMode() & 07777, is(04751));
    assertThat(a.getLastModifiedTime(), is(FileTime.from(IsoImage.TIME)));
    assertThat(contents.get("a"), is("A"));
    assertThat(contents.get(LONG + "/\u00FCber"), is("over"));
    assertThat(entries.get(LONG + "/").isDirectory(), is(true));
    assertThat(entries.get("to").isSymbolicLink(), is(true));
    assertThat(entries.get("to").getLinkName(), is("a".repeat(120)));
  }

  @Test
  void theArchiveHasDevicesLinksAndExtendedAttributes() throws IOException {
    String image = Files.write(folder.resolve("e.img"), ExtImages.features()).toString();
    CommandRun run = CommandRun.of("extract", "--to-stdout=tar", image, "--exclude=huge*");
    assertThat(run.status(), is(1));
    assertThat(run.error(), containsString("sockets left out: 1, the first /sock"));
    read(run.output());
    assertThat(entries.keySet(), not(hasItem("sock")));
    assertThat(entries.get("fifo").isFIFO(), is(true));
    TarArchiveEntry character = entries.get("chr");
    assertThat(character.isCharacterDevice(), is(true));
    assertThat(character.getDevMajor() + ":" + character.getDevMinor(), is("5:1"));
    TarArchiveEntry block = entries.get("blk");
    assertThat(block.isBlockDevice(), is(true));
    assertThat(block.getDevMajor() + ":" + block.getDevMinor(), is("259:300000"));
    assertThat(entries.get("numbers").getExtraPaxHeader("SCHILY.xattr.user.one"), is("1"));
  }

  @Test
  void aHardLinkIsWrittenOnce() throws IOException {
    String image =
        IsoImage.named("DEMO")
            .file("/d/a", "content")
            .hardLink("/d/b", "/d/a")
            .writeTo(folder.resolve("demo.iso"))
            .toString();
    read("extract", "--to-stdout=tar", image, "/d", "--strip-components=1");
    TarArchiveEntry link = entries.get("a").isLink() ? entries.get("a") : entries.get("b");
    assertThat(link.isLink(), is(true));
    assertThat(link.getLinkName(), is(link.getName().equals("a") ? "b" : "a"));
    assertThat(contents.get(link.getLinkName()), is("content"));
    assertThat(entries.size(), is(2));
  }

  @Test
  void patternsAndExclusionsChooseTheMembers() throws IOException {
    String image =
        IsoImage.named("DEMO")
            .file("/a.txt", "A")
            .file("/d/b.txt", "B")
            .file("/old/c.txt", "C")
            .writeTo(folder.resolve("demo.iso"))
            .toString();
    CommandRun run =
        CommandRun.of("extract", "-v", "--to-stdout=tar", image, "*.txt", "--exclude=/old/*");
    assertThat(run.error().lines().toList(), containsInAnyOrder("a.txt", "d/b.txt"));
    read(run.output());
    assertThat(entries.keySet(), is(Set.of("a.txt", "d/b.txt")));
  }

  @Test
  void anArchiveIsNotWrittenToATerminal() throws IOException {
    String image = IsoImage.named("D").writeTo(folder.resolve("demo.iso")).toString();
    assertThat(CommandRun.onTerminal(false, "extract", "--to-stdout=tar", image).status(), is(2));
    assertThat(CommandRun.of("extract", "--to-stdout=zip", image).status(), is(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-d out", "-C out", "-o out", "--overwrite always", "--links keep", "--preserve"})
  void optionsForFilesOfTheHostAreRefused(String options) throws IOException {
    String image = IsoImage.named("D").writeTo(folder.resolve("demo.iso")).toString();
    List<String> args = new ArrayList<>(List.of("extract", "--to-stdout=tar", image));
    args.addAll(List.of(options.split(" ")));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.status(), is(2));
    assertThat(run.error(), containsString("--to-stdout: "));
    assertThat(run.output().length, is(0));
  }

  @Test
  void aFileThatCannotBeReadKeepsTheArchiveReadable() throws IOException {
    byte[] image =
        IsoImage.named("DEMO").file("/a", "x".repeat(5000)).file("/z", "y".repeat(5000)).build();
    Path cut =
        Files.write(folder.resolve("cut.iso"), Arrays.copyOf(image, image.length - 2 * 2048));
    CommandRun run = CommandRun.of("extract", "--to-stdout=tar", cut.toString());
    assertThat(run.status(), is(1));
    read(run.output());
    assertThat(contents.get("a"), is("x".repeat(5000)));
  }

  @Test
  void numbersBeyondUstarAreRecords() {
    PaxHeaders pax = new PaxHeaders();
    assertThat(pax.isEmpty(), is(true));
    pax.size(8L << 30);
    pax.id("uid", 2_097_151);
    pax.id("gid", 2_097_152);
    pax.modified(FileTime.from(Instant.parse("1969-12-31T23:59:58.250Z")));
    pax.put("k", new byte[] {'a', '\n', 'b'});
    assertThat(
        new String(pax.bytes(), UTF_8),
        is("19 size=8589934592\n15 gid=2097152\n15 mtime=-1.75\n8 k=a\nb\n"));
  }

  @Test
  void theLengthOfARecordCountsItself() {
    for (int length : new int[] {5, 6, 7, 94, 95, 96, 990, 991, 992, 993}) {
      PaxHeaders pax = new PaxHeaders();
      pax.put("k", new byte[length]);
      String text = new String(pax.bytes(), UTF_8);
      assertThat(text.substring(0, text.indexOf(' ')), is(Integer.toString(text.length())));
    }
  }

  @Test
  void deviceNumbersAreThoseOfLinux() {
    assertThat(DeviceNumber.major(0x501), is(5));
    assertThat(DeviceNumber.minor(0x501), is(1));
    assertThat(DeviceNumber.major(0x0000_1000_4930_03E0L), is(0x1003));
    assertThat(DeviceNumber.minor(0x0000_1000_4930_03E0L), is(0x493E0));
    assertThat(DeviceNumber.major(-1), is(Integer.MAX_VALUE));
    assertThat(DeviceNumber.minor(-1), is(Integer.MAX_VALUE));
  }
}
