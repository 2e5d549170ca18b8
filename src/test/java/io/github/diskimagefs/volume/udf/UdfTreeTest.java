package io.github.diskimagefs.volume.udf;

import static io.github.diskimagefs.volume.udf.Udf.bytes;
import static io.github.diskimagefs.volume.udf.Udf.content;
import static io.github.diskimagefs.volume.udf.Udf.names;
import static io.github.diskimagefs.volume.udf.Udf.node;
import static io.github.diskimagefs.volume.udf.Udf.open;
import static io.github.diskimagefs.volume.udf.Udf.text;
import static io.github.diskimagefs.volume.udf.Udf.utf8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ForwardingSource;
import io.github.diskimagefs.image.UdfEntry.Form;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files, directories and their attributes. */
class UdfTreeTest {

  @ParameterizedTest
  @EnumSource
  void everyFormOfAllocation(Form form) throws Exception {
    Volume volume =
        open(
            UdfImage.named("X")
                .file("/f", utf8("one"), f -> f.form(form))
                .directory("/d", d -> d.form(form))
                .file("/d/g", utf8("two")));
    assertThat(text(volume, "/f"), is("one"));
    assertThat(text(volume, "/d/g"), is("two"));
  }

  @Test
  void extentsApartAndChained() throws Exception {
    Volume volume =
        open(
            UdfImage.named("X")
                .file("/f", new byte[4096], f -> f.then(utf8("tail")))
                .file(
                    "/g", new byte[2048], f -> f.chained().then(new byte[2048]).then(utf8("end"))));
    assertThat(content(volume, "/f").length, is(4100));
    assertThat(text(volume, "/f").substring(4096), is("tail"));
    assertThat(text(volume, "/g").substring(4096), is("end"));
  }

  @Test
  void holesAreZeros() throws Exception {
    Volume volume =
        open(
            UdfImage.named("X")
                .file(
                    "/f",
                    utf8("head".repeat(512)),
                    f -> f.hole(2048, 1).hole(4096, 2).then(utf8("x"))));
    byte[] content = content(volume, "/f");
    assertThat(content.length, is(8193));
    assertThat(content[0], is((byte) 'h'));
    assertThat(content[2048], is((byte) 0));
    assertThat(content[8191], is((byte) 0));
    assertThat(content[8192], is((byte) 'x'));
  }

  @Test
  void beyondFourGibibytes() throws Exception {
    long hole = (1L << 30) - 2048;
    Volume volume =
        open(
            UdfImage.named("X")
                .file(
                    "/big",
                    new byte[0],
                    f ->
                        f.hole(hole, 2)
                            .hole(hole, 2)
                            .hole(hole, 2)
                            .hole(hole, 2)
                            .hole(hole, 2)
                            .then(utf8("end"))));
    assertThat(node(volume, "/big").size(), is(5 * hole + 3));
    ByteSource content = volume.open(node(volume, "/big"));
    ByteBuffer end = ByteBuffer.allocate(8);
    content.readFully(5 * hole - 5, end);
    assertThat(
        new String(end.array(), 5, 3, java.nio.charset.StandardCharsets.US_ASCII), is("end"));
  }

  @Test
  void strategy4096ShowsTheLastVersion() throws Exception {
    Volume volume = open(UdfImage.named("X").file("/f", utf8("third"), f -> f.rewritten(2)));
    assertThat(text(volume, "/f"), is("third"));
  }

  @Test
  void hardLinksShareTheirKey() throws Exception {
    Volume volume =
        open(
            UdfImage.named("X")
                .file("/a", utf8("same"))
                .hardLink("/d/b", "/a")
                .file("/c", utf8("same")));
    assertThat(node(volume, "/d/b").key(), is(node(volume, "/a").key()));
    assertThat(node(volume, "/d").unix().nlink(), is(2));
    assertThat(node(volume, "/c").key(), is(not(node(volume, "/a").key())));
    assertThat(text(volume, "/d/b"), is("same"));
  }

  /** A source that records the blocks that are read, one by one. */
  private static final class RecordingSource extends ForwardingSource {
    private final Set<Long> blocks = new HashSet<>();

    RecordingSource(byte[] image) {
      super(new ArraySource(image));
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      blocks.add(position / 2048);
      return source.read(position, target);
    }
  }

  private static Set<Long> blocksOfCount(String child, boolean outline) throws IOException {
    UdfImage image = UdfImage.named("X");
    for (int i = 0; i < 100; i++) {
      image.file("/" + i + child, utf8("content"));
    }
    RecordingSource source = new RecordingSource(image.toBytes());
    Volume volume = Udf.views(source).get(0).open();
    source.blocks.clear();
    Node root = volume.root();
    try (NodeCursor cursor = outline ? volume.outline(root) : volume.children(root)) {
      int count = 0;
      for (Node node = cursor.next(); node != null; node = cursor.next()) {
        assertThat(node.kind(), is(child.isEmpty() ? Node.Kind.FILE : Node.Kind.DIRECTORY));
        assertThat(node.size(), is(child.isEmpty() ? 7L : node.size()));
        count++;
      }
      assertThat(count, is(100));
    }
    return source.blocks;
  }

  @Test
  void anOutlineReadsNoFileEntryOfADirectory() throws Exception {
    assertThat(blocksOfCount("/f", true).size(), is(lessThan(10)));
    assertThat(blocksOfCount("/f", false).size(), is(greaterThan(100)));
    assertThat(blocksOfCount("", true).size(), is(greaterThan(100)));
  }

  @Test
  void aFileThatWasListedIsOpenedWithoutReading() throws Exception {
    RecordingSource source =
        new RecordingSource(UdfImage.named("X").file("/f", new byte[5000]).toBytes());
    Volume volume = Udf.views(source).get(0).open();
    Node file = node(volume, "/f");
    source.blocks.clear();
    ByteSource content = volume.open(file);
    assertThat(source.blocks.size(), is(0));
    assertThat(bytes(content).length, is(5000));
  }

  @Test
  void symbolicLinks() throws Exception {
    Volume volume =
        open(
            UdfImage.named("X")
                .link("/rel", "../up/./n\u00E4me")
                .link("/abs", "/usr/\u65E5\u672C"));
    assertThat(node(volume, "/rel").kind(), is(Node.Kind.SYMBOLIC_LINK));
    assertThat(volume.target(node(volume, "/rel")), is("../up/./n\u00E4me"));
    assertThat(volume.target(node(volume, "/abs")), is("/usr/\u65E5\u672C"));
    assertThat(node(volume, "/abs").size(), is(11L)); // bytes of the target
  }

  @Test
  void hiddenAreShownAndDeletedAreNot() throws Exception {
    Volume volume =
        open(
            UdfImage.named("X")
                .file("/seen", utf8("1"))
                .file("/hidden", utf8("2"), f -> f.characteristics(1))
                .file("/deleted", utf8("3"), f -> f.characteristics(4)));
    assertThat(names(volume, volume.root()), contains("seen", "hidden"));
    assertThat(node(volume, "/hidden").hidden(), is(true));
    assertThat(node(volume, "/seen").hidden(), is(false));
    assertThat(volume.child(volume.root(), "deleted"), is(nullValue()));
  }

  @Test
  void nonAllocatableSpaceIsNoFile() throws Exception {
    Volume volume =
        open(
            UdfImage.named("X")
                .file("/Non-Allocatable Space", utf8("1"), f -> f.characteristics(1))
                .file("/d/Non-Allocatable Space", utf8("1"), f -> f.characteristics(1)));
    assertThat(names(volume, volume.root()), contains("d"));
    assertThat(names(volume, node(volume, "/d")), contains("Non-Allocatable Space"));
  }

  @Test
  void permissionsFromFiveBitsAClass() throws Exception {
    // Owner: read, write, delete; group: read, change attributes; others: execute.
    int permissions = (4 | 2 | 16) << 10 | (4 | 8) << 5 | 1;
    Volume volume =
        open(
            UdfImage.named("X")
                .file("/f", utf8("1"), f -> f.owned(1000, 100, permissions).flags(0x40))
                .file("/g", utf8("1"), f -> f.owned(0xFFFF_FFFFL, 0xFFFF_FFFFL, 0)));
    Node.Unix unix = node(volume, "/f").unix();
    assertThat(unix.mode(), is(0104641));
    assertThat(unix.uid(), is(1000L));
    assertThat(unix.gid(), is(100L));
    assertThat(node(volume, "/g").unix().uid(), is(0L));
  }

  @Test
  void timesWithZoneAndMicroseconds() throws Exception {
    Instant modified = Instant.parse("2021-07-04T10:11:12.123456Z");
    Instant created = Instant.parse("1995-12-31T23:59:59Z");
    for (int zone : new int[] {0, 330, -570}) {
      Volume volume =
          open(UdfImage.named("X").file("/f", utf8("1"), f -> f.times(created, modified, zone)));
      assertThat(node(volume, "/f").modified(), is(FileTime.from(modified)));
      assertThat(node(volume, "/f").created(), is(FileTime.from(created)));
    }
  }

  @Test
  void devices() throws Exception {
    Volume volume =
        open(
            UdfImage.named("X")
                .special("/sda1", 6, d -> d.device(8, 1))
                .special("/nvme", 7, d -> d.device(259, 300))
                .special("/pipe", 9, d -> {})
                .special("/socket", 10, d -> {}));
    assertThat(node(volume, "/sda1").kind(), is(Node.Kind.OTHER));
    assertThat(node(volume, "/sda1").unix().rdev(), is(8L << 8 | 1));
    assertThat(node(volume, "/nvme").unix().rdev(), is(0x110_32CL));
    assertThat(node(volume, "/sda1").unix().mode() & 0170000, is(0060000));
    assertThat(node(volume, "/pipe").unix().mode() & 0170000, is(0010000));
    assertThat(node(volume, "/socket").unix().mode() & 0170000, is(0140000));
  }

  @Test
  void streamsAndExtendedAttributes() throws Exception {
    byte[] finder = new byte[48];
    finder[8] = 'T';
    Volume volume =
        open(
            UdfImage.named("X")
                .file(
                    "/f",
                    utf8("1"),
                    f ->
                        f.stream("Zone.Identifier", utf8("[ZoneTransfer]")).stream(
                                "*UDF Macintosh Resource Fork", utf8("fork"))
                            .attribute("*UDF Mac FinderInfo", finder)
                            .attribute("*UDF FreeEASpace", new byte[8])
                            .attribute("*Maker", utf8("data"))));
    Node node = node(volume, "/f");
    assertThat(
        volume.attributes(node),
        containsInAnyOrder(
            "com.apple.FinderInfo", "*Maker", "Zone.Identifier", "com.apple.ResourceFork"));
    assertThat(bytes(volume.attribute(node, "Zone.Identifier")), is(utf8("[ZoneTransfer]")));
    assertThat(bytes(volume.attribute(node, "com.apple.ResourceFork")), is(utf8("fork")));
    assertThat(bytes(volume.attribute(node, "*Maker")), is(utf8("data")));
    assertThat(bytes(volume.attribute(node, "com.apple.FinderInfo"))[0], is((byte) 'T'));
    assertThat(volume.attribute(node, "none"), is(nullValue()));
    assertThat(volume.attributes(volume.root()).isEmpty(), is(true));
  }

  @Test
  void hundredThousandEntries() throws Exception {
    UdfImage image = UdfImage.named("X").file("/many/first", utf8("here"));
    for (int i = 0; i < 100_000; i++) {
      image.hardLink("/many/link number " + i, "/many/first");
    }
    Volume volume = open(image);
    int count = 0;
    try (NodeCursor cursor = volume.children(node(volume, "/many"))) {
      while (cursor.next() != null) {
        count++;
      }
    }
    assertThat(count, is(100_001));
    assertThat(text(volume, "/many/link number 99999"), is("here"));
    assertThat(volume.child(node(volume, "/many"), "link number 100000"), is(nullValue()));
  }

  @Test
  void properties() throws Exception {
    Volume volume = open(UdfImage.named("Titel \u65E5").revision(0x0250).file("/f", utf8("1")));
    assertThat(volume.label(), is("Titel \u65E5"));
    assertThat(volume.properties().get("UDF Revision"), is("2.50"));
    assertThat(volume.properties().get("Volume Identifier"), is("Titel \u65E5 volume"));
    assertThat(volume.properties().get("Volume Set Identifier"), is("0123456789ABCDEF set"));
    assertThat(volume.properties().get("Application Identifier"), is("*test application"));
    assertThat(volume.properties().get("Recording Date and Time"), is("2020-09-13T12:26:40Z"));
    assertThat(volume.free(), is(3L * 2048));
  }

  @Test
  void crcOfDirectoryEntriesIsComparedOnRequest() throws IOException {
    UdfImage udf = UdfImage.named("X").file("/d/entry of a name", utf8("1")).file("/a", utf8("2"));
    assertThat(
        open(udf).checkStructures(), is("2 directories and 3 entries with the CRC of their tags"));
    byte[] image = udf.toBytes();
    String text = new String(image, StandardCharsets.ISO_8859_1);
    image[text.indexOf("entry of a name")] = 'E';
    Volume volume = open(image);
    assertThat(text(volume, "/d/Entry of a name"), is("1"));
    MalformedImageException error =
        assertThrows(MalformedImageException.class, volume::checkStructures);
    assertThat(error.getMessage(), containsString("descriptor CRC"));
  }
}
